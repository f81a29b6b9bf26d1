import { CATEGORIES, type Category } from '#libs/domain';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { PLAIN_TEXT } from '../doors/shapes.js';

export class NewCategoryStopDto {
  @IsIn(CATEGORIES)
  readonly category!: Category;

  /** Why, in the officer's words, without anybody's name; kept sealed in the entry. */
  @IsString()
  @Length(3, 500)
  @Matches(PLAIN_TEXT)
  readonly reason!: string;
}

export class CategoryStopDto {
  readonly category!: string;
  readonly since!: string;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class CategoryStopsDto {
  readonly items!: CategoryStopDto[];
}

export class LiftedStopDto {
  readonly category!: string;
  readonly effectiveAt!: string;
}
