import type { AgreementState, Category, LegalMode, Purpose, Role } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartyRole } from './party-roles.js';
import type { SignOff } from './sign-off.js';

/** A data sharing agreement; what it does not name is denied. What a draft may lack (domain 1.9) is null. */
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

  @Column('jsonb', { name: 'party_roles' })
  partyRoles!: Record<string, PartyRole>;

  @Column('text', { name: 'statutory_gateway', nullable: true })
  statutoryGateway!: string | null;

  @Column('text', { name: 'dpia_ref', nullable: true })
  dpiaRef!: string | null;

  @Column('text', { name: 'apd_ref', nullable: true })
  apdRef!: string | null;

  @Column('integer', { name: 'retention_days', nullable: true })
  retentionDays!: number | null;

  @Column('boolean', { name: 'onward_sharing', nullable: true })
  onwardSharing!: boolean | null;

  @Column('text', { name: 'security_standard', nullable: true })
  securityStandard!: string | null;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'review_at', nullable: true })
  reviewAt!: Date | null;

  @Column('jsonb', { name: 'sign_offs' })
  signOffs!: SignOff[];

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** Who wrote the present terms, where that is known: never the one who makes them live. */
  @Column('text', { name: 'terms_by', nullable: true })
  termsBy!: string | null;

  @Column('timestamptz', { name: 'stopped_since', nullable: true })
  stoppedSince!: Date | null;
}
