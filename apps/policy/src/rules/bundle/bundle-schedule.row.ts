import { Column, Entity, PrimaryColumn } from 'typeorm';

/** From when on a bundle decides, and who said so. Rows are only added: what decided when stays known. */
@Entity({ name: 'bundle_schedule' })
export class BundleScheduleRow {
  /** A bigint, as text; the order in which the rows were decided. */
  @PrimaryColumn('bigint', { generated: 'identity' })
  ordinal!: string;

  @Column('text')
  hash!: string;

  /** `rollback` goes back to a bundle that had been approved before; the other two put a further one on top. */
  @Column('text')
  kind!: 'publish' | 'activate' | 'rollback';

  @Column('timestamptz', { name: 'effective_at' })
  effectiveAt!: Date;

  @Column('text', { name: 'approved_by' })
  approvedBy!: string;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;
}
