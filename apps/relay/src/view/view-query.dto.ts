import { CATEGORIES, PURPOSES, type Category, type Purpose } from '#libs/domain';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';

export class ViewQueryDto {
  /** Purpose of use, stated for each look. */
  @IsIn(PURPOSES)
  readonly purpose!: Purpose;

  /** One or more categories, comma-separated: what is not asked for is not shown. One look: one that is not known refuses it whole, unread and unrecorded. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CATEGORIES.length)
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  readonly category!: Category[];
}
