import type { AgreementState, Category, LegalMode, Purpose, Role } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A data sharing agreement; what it does not name is denied. */
@Entity({ name: 'agreement' })
export class AgreementRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  title!: string;

  @Column('text')
  purpose!: Purpose;

  @Column('text')
  mode!: LegalMode;

  @Column('text')
  state!: AgreementState;

  @Column('text', { array: true })
  categories!: Category[];

  @Column('text', { name: 'recipient_roles', array: true })
  recipientRoles!: Role[];

  @Column('boolean', { name: 'system_roles' })
  systemRoles!: boolean;

  @Column('jsonb')
  redactions!: Record<string, string[]>;

  @Column('integer', { name: 'max_consent_days', nullable: true })
  maxConsentDays!: number | null;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'review_at', nullable: true })
  reviewAt!: Date | null;

  @Column('text', { name: 'created_by' })
  createdBy!: string;
}
