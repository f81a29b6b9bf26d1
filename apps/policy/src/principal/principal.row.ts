import { Column, Entity, PrimaryColumn } from 'typeorm';

export const STAFF_KINDS = ['practitioner', 'officer', 'system'] as const;
export type StaffKind = (typeof STAFF_KINDS)[number];

/** A practitioner, officer or system, bound to a sign-in. */
@Entity({ name: 'principal' })
export class PrincipalRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: StaffKind;

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  agency!: string;

  @Column({ type: 'text', array: true })
  roles!: string[];

  @Column('text')
  status!: 'active' | 'suspended';

  @Column('timestamptz', { name: 'training_expires_at', nullable: true })
  trainingExpiresAt!: Date | null;

  @Column('integer')
  version!: number;
}
