import { Transform } from 'class-transformer';
import { IsDate, IsISO8601, IsString } from 'class-validator';

/** Three ways to take a moment that let a day pass which does not exist, or one that the clock does not have. */
export class CarelessShape {
  @Transform(({ value }: { value: string }) => new Date(value))
  @IsDate()
  readonly expiresAt!: Date;

  @IsISO8601()
  readonly until!: string;

  @IsString()
  readonly keptUntil!: string;
}
