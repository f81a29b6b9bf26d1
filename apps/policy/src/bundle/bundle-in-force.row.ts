import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one bundle that decides, and who approved it. */
@Entity({ name: 'bundle_in_force' })
export class BundleInForceRow {
  @PrimaryColumn('boolean')
  singleton!: boolean;

  @Column('text')
  hash!: string;

  @Column('text', { name: 'approved_by' })
  approvedBy!: string;

  @Column('timestamptz')
  since!: Date;
}
