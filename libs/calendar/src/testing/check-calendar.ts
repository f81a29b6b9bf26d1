import fc from 'fast-check';
import type { Calendar } from './calendar.js';
import { moments } from './drawn-moments.js';

/** `2026-11-22 14:03:02`, by the clocks of London: the operating system's tables, and none of what is checked. */
const WALL = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'medium' });
const wall = (ms: number): string => WALL.format(new Date(ms));
const dayOnWall = (ms: number): string => wall(ms).slice(0, 10);

/** One promise of a calendar, for one moment. */
type Promised = (calendar: Calendar, moment: Date, number: number) => boolean;

const begins: Promised = (calendar, moment) => {
  const start = Date.parse(calendar.startOfLondonDay(dayOnWall(moment.getTime()))!);
  return wall(start).endsWith(' 00:00:00') && start <= moment.getTime() && dayOnWall(start - 1) < dayOnWall(start);
};

const ends: Promised = (calendar, moment) => {
  const day = dayOnWall(moment.getTime());
  const end = calendar.endOfLondonDay(day)!;
  const last = calendar.lastDayOf(end);
  const isEnd = wall(Date.parse(end) - 1) === `${day} 23:59:59` && wall(Date.parse(end)).endsWith(' 00:00:00');
  return isEnd && last.day === day && last.inFull && moment.getTime() < Date.parse(end);
};

const tellsTheHour: Promised = (calendar, moment) => {
  const { day, inFull } = calendar.lastDayOf(moment.toISOString());
  const isMidnight = wall(moment.getTime()).endsWith(' 00:00:00') && moment.getUTCMilliseconds() === 0;
  return inFull === isMidnight && day === dayOnWall(moment.getTime() - 1);
};

const isOfLondon: Promised = (calendar, moment) =>
  calendar.londonDayOf(moment) === dayOnWall(moment.getTime()) &&
  calendar.londonDayOf(moment.toISOString()) === dayOnWall(moment.getTime());

const losesNoDay: Promised = (calendar, moment, number) => {
  const today = dayOnWall(moment.getTime());
  const later = calendar.monthsAfter(calendar.londonDayOf(moment), number);
  const [year, month, date] = today.split('-').map(Number) as [number, number, number];
  const months = year * 12 + month - 1 + number;
  const lastDate = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const pad = (part: number): string => String(part).padStart(2, '0');
  return later === `${Math.floor(months / 12)}-${pad((months % 12) + 1)}-${pad(Math.min(date, lastDate))}`;
};

const staysWithin: Promised = (calendar, moment, number) => {
  const end = calendar.wholeDaysWithin(moment, number);
  const past = moment.getTime() + number * 86_400_000 - end.getTime();
  const isWhole = calendar.lastDayOf(end.toISOString()).inFull && wall(end.getTime()).endsWith(' 00:00:00');
  return end > moment && past >= 0 && past < 90_000_000 && (isWhole || number === 1);
};

export const PROMISES: Readonly<Record<string, Promised>> = {
  'a day begins when its clocks show midnight': begins,
  'a day that is named as an end counts in full, and reads back as itself': ends,
  'an end within a day tells its hour': tellsTheHour,
  'a moment belongs to the day that its clocks show': isOfLondon,
  'months lead to the corresponding day, or the last one': losesNoDay,
  'so many days at most end with a whole day, never too late': staysWithin,
};

/** Which promises a calendar breaks, each with the smallest moment found; empty when it keeps them all. */
export function brokenPromises(calendar: Calendar, numRuns = 400): string[] {
  return Object.entries(PROMISES).flatMap(([name, promised]) => {
    const found = fc.check(
      fc.property(moments, fc.integer({ min: 1, max: 366 }), (moment, number) => promised(calendar, moment, number)),
      { numRuns, seed: 20261129 },
    );
    return found.failed ? [`${name}: ${found.counterexample?.[0].toISOString()}`] : [];
  });
}
