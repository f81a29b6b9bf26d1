import type { BundleFile } from '#libs/cedar';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A policy bundle by its content address; never changed. */
@Entity({ name: 'bundle' })
export class BundleRow {
  @PrimaryColumn('text')
  hash!: string;

  @Column('jsonb')
  files!: BundleFile[];

  @Column('text')
  author!: string;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false })
  createdAt!: Date;
}
