import type { Category } from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An emergency stop: nothing of this category is shared in the whole place. */
@Entity({ name: 'category_stop' })
export class CategoryStopRow {
  @PrimaryColumn('text')
  category!: Category;

  @Column({ type: 'timestamptz', insert: false })
  since!: Date;

  @Column('text', { name: 'stopped_by' })
  stoppedBy!: string;
}
