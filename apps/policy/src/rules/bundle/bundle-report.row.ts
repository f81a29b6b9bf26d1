import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckReport } from './check/check-report.js';

/** What a check of a bundle found, kept with the release that checked; the newest counts. */
@Entity({ name: 'bundle_report' })
export class BundleReportRow {
  @PrimaryColumn('bigint', { generated: 'identity' })
  ordinal!: string;

  @Column('text')
  hash!: string;

  /** `repository`: it came with the release, whose own build checked it; that holds against nothing in force here. */
  @Column('text')
  kind!: 'check' | 'repository';

  @Column('boolean')
  passed!: boolean;

  @Column('jsonb')
  report!: CheckReport | Record<string, never>;

  @Column('text', { name: 'made_by' })
  madeBy!: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('text', { name: 'product_version' })
  productVersion!: string;
}
