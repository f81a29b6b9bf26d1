import type { Category } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A category that nothing is released of, place-wide, until an officer lifts the stop. */
@Entity({ name: 'category_stop' })
export class CategoryStopRow {
  @PrimaryColumn('text')
  category!: Category;

  @Column('timestamptz')
  since!: Date;

  @Column('text', { name: 'stopped_by' })
  stoppedBy!: string;
}
