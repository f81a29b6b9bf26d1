import * as london from '../../index.js';
import type { Calendar } from '../calendar.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const shifted = (moment: Date | string, ms: number): string =>
  new Date(new Date(moment).getTime() + ms).toISOString().slice(0, 10);

/** Days of UTC: right for half the year. */
const utcDays: Calendar = {
  ...london,
  startOfLondonDay: (day) => new Date(`${day}T00:00:00Z`).toISOString(),
  endOfLondonDay: (day) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString(),
  londonDayOf: (moment) => shifted(moment, 0),
};

/** An hour from UTC the whole year. */
const fixedOffset: Calendar = {
  ...london,
  startOfLondonDay: (day) => new Date(Date.parse(`${day}T00:00:00Z`) - HOUR_MS).toISOString(),
  endOfLondonDay: (day) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS - HOUR_MS).toISOString(),
  londonDayOf: (moment) => shifted(moment, HOUR_MS),
};

/** Days of 24 hours: wrong on two days a year. */
const longDays: Calendar = {
  ...london,
  endOfLondonDay: (day) => new Date(Date.parse(london.startOfLondonDay(day)!) + DAY_MS).toISOString(),
};

/** The end's own day, where it is the first moment of the next: staff read 1 April where she reads 31 March. */
const dayOfTheEnd: Calendar = {
  ...london,
  lastDayOf: (end) => ({ ...london.lastDayOf(end), day: london.londonDayOf(end) }),
};

/** Months counted from the day of UTC: one lost between midnight and one in summer. */
const monthsOfUtc: Calendar = { ...london, londonDayOf: (moment) => shifted(moment, 0) };

/** To the hour: what counts "until 31 August" closes in its morning. */
const toTheHour: Calendar = { ...london, wholeDaysWithin: (start, days) => new Date(start.getTime() + days * DAY_MS) };

export const WRONG_CALENDARS = { utcDays, fixedOffset, longDays, dayOfTheEnd, monthsOfUtc, toTheHour };
