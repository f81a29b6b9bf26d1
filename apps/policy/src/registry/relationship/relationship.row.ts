import type { Purpose, RELATIONSHIP_KINDS } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClaimReason } from './claim.js';

/** A caseload, referral or assignment entry: why an agency has to do with a resident at all. */
@Entity({ name: 'relationship' })
export class RelationshipRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'resident_id' })
  residentId!: string;

  @Column('text')
  agency!: string;

  @Column('text')
  kind!: (typeof RELATIONSHIP_KINDS)[number];

  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId!: string | null;

  @Column('text')
  purpose!: Purpose;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  /** Why a practitioner claimed it alone; null where somebody recorded it. */
  @Column('text', { name: 'claim_reason', nullable: true })
  claimReason!: ClaimReason | null;
}
