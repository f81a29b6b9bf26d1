import { isInstant } from '#libs/calendar';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsDate } from 'class-validator';

/** RFC 3339 with an offset, as a Date; anything else, 30 February too, stays what it is, for the validator to refuse. */
export const Instant = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && isInstant(value) ? new Date(value) : value,
    ),
    IsDate({ message: '$property must be an RFC 3339 time with an offset' }),
  ) as PropertyDecorator;
