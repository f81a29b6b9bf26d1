import type { BundleFile } from '#libs/cedar';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A set of rules, named by its content; never changed, never removed: decisions name it. */
@Entity({ name: 'bundle' })
export class BundleRow {
  @PrimaryColumn('text')
  hash!: string;

  @Column('jsonb')
  files!: readonly BundleFile[];

  @Column('text')
  author!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
