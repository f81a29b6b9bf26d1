import { isDay, isInstant } from '#libs/calendar';
import { ValidateBy } from 'class-validator';

const text = (value: unknown, fits: (text: string) => boolean): boolean => typeof value === 'string' && fits(value);

/** A moment: RFC 3339 with its offset, on a day that the calendar has. 30 February is refused, and never 2 March. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value) => text(value, isInstant),
      defaultMessage: (about) =>
        `${about?.property} must be a date and time with its offset, such as 2026-11-22T14:03:00Z`,
    },
  }) as PropertyDecorator;

/** A day of the calendar: 2026-11-22. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => text(value, isDay),
      defaultMessage: (about) => `${about?.property} must be a day of the calendar, such as 2026-11-22`,
    },
  }) as PropertyDecorator;
