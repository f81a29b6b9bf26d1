import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, Matches } from 'class-validator';

/** RFC 3339, and within what the database can hold. */
const INSTANT = /^[12]\d{3}-\d\d-\d\dT[0-2]\d:[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** A moment in a query: a date and time with its offset. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ format: 'date-time' }),
    IsISO8601({ strict: true }),
    Matches(INSTANT, { message: '$property must be a date and time with its offset, such as 2026-11-22T14:03:00Z' }),
  );
