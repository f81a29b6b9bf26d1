import type { BundleFile } from '#libs/cedar';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A set of rules, named by its content; never changed, never removed: decisions name it. */
@Entity({ name: 'bundle' })
export class BundleRow {
  @PrimaryColumn('text')
  hash!: string;

  @Column('jsonb')
  files!: readonly BundleFile[];

  /** What its author says that it is for; both are of the first post, and neither counts in the hash. */
  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text')
  author!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
