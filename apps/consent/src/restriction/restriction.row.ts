import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The grounds of UK GDPR Art 18(1), a to d. */
export const RESTRICTION_GROUNDS = [
  'accuracy-contested',
  'unlawful-not-erased',
  'needed-for-claims',
  'objection-pending',
] as const;
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number];

@Entity({ name: 'restriction' })
export class RestrictionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'resident_id' })
  residentId!: string;

  @Column('text')
  reason!: RestrictionGround;

  @Column({ type: 'timestamptz', name: 'starts_at', insert: false })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'text', name: 'lifted_by', nullable: true, insert: false })
  liftedBy!: string | null;
}
