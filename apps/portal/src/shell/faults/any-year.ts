import { isDay } from '#libs/calendar';

/** Seeded: every day of the calendar is passed on, also of a year in which no API takes a moment. */
export const anyYear = (text: string): boolean => isDay(text);
