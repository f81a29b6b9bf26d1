import { CATEGORIES, type Category } from '#libs/domain';
import { IsIn } from 'class-validator';
import { StopReasonDto } from '../../doors/stop-reason.dto.js';

export class NewCategoryStopDto extends StopReasonDto {
  @IsIn(CATEGORIES)
  readonly category!: Category;
}

export class CategoryStopDto {
  readonly category!: Category;
  readonly since!: string;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class CategoryStopsDto {
  readonly items!: CategoryStopDto[];
}

export class LiftedStopDto {
  /** As it was named in the address. */
  readonly category!: string;
  readonly effectiveAt!: string;
}
