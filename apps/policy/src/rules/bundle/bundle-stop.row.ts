import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Rules that must not decide until the stop is lifted: by an officer, or because the referee answered otherwise. */
@Entity({ name: 'bundle_stop' })
export class BundleStopRow {
  @PrimaryColumn('bigint', { generated: 'identity' })
  id!: string;

  @Column('text')
  hash!: string;

  @Column('timestamptz')
  since!: Date;

  /** Id of the officer, or `referee`. */
  @Column('text', { name: 'stopped_by' })
  stoppedBy!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt!: Date | null;

  @Column('text', { name: 'lifted_by', nullable: true })
  liftedBy!: string | null;
}
