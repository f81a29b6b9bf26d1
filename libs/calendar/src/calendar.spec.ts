import { describe, expect, it } from '@jest/globals';
import * as calendar from './index.js';
import { brokenPromises } from './testing/check-calendar.js';
import { WRONG_CALENDARS } from './testing/faults/wrong-calendars.js';

const { daysAfter, daysFrom, endOfLondonDay, isDay, isInstant, lastDayOf, londonDayOf, monthsAfter } = calendar;
const { endOfDayAfter, endWithin, startOfLondonDay, wholeDaysWithin, yearsAfter } = calendar;

describe('a day in London', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['2026-07-01', '2026-06-30T23:00:00.000Z', '2026-07-01T23:00:00.000Z'],
    // The clocks go forward during this one, and back during the next.
    ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['2026-12-31', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('%s lasts from %s to %s', (day, from, to) => {
    expect([startOfLondonDay(day), endOfLondonDay(day)]).toEqual([from, to]);
    expect(lastDayOf(to)).toEqual({ day, inFull: true });
  });

  it.each(['', '2026-02-30', '2027-02-29', '22/11/2026', '2026-13-01', '2026-00-10', '2026-11-22T00:00', '26-1-1'])(
    'is not %j',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect([startOfLondonDay(text), endOfLondonDay(text)]).toEqual([undefined, undefined]);
    },
  );

  it('is told by the clocks there', () => {
    expect(londonDayOf(new Date('2026-07-02T23:30:00Z'))).toBe('2026-07-03');
    expect(londonDayOf('2026-11-22T23:59:59.999999Z')).toBe('2026-11-22');
    // The day before, asked half an hour after a midnight that was 23 or 25 hours after the last.
    expect(daysAfter(londonDayOf('2026-03-29T23:30:00Z'), -1)).toBe('2026-03-29');
    expect(daysAfter(londonDayOf('2026-10-26T00:30:00Z'), -1)).toBe('2026-10-25');
    expect(daysFrom('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(daysFrom('2026-03-30', '2026-03-28')).toEqual([]);
  });

  it('has a corresponding one in later months and years', () => {
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
    expect(monthsAfter('2027-11-30', 3)).toBe('2028-02-29');
    expect(monthsAfter(londonDayOf('2026-06-30T23:30:00Z'), 3)).toBe('2026-10-01');
    expect([yearsAfter('2008-02-29', 16), yearsAfter('2008-02-29', 18)]).toEqual(['2024-02-29', '2026-03-01']);
    expect(yearsAfter('2009-08-31', 18)).toBe('2027-08-31');
  });
});

describe('a period', () => {
  it('of so many days at most ends with a whole day', () => {
    const end = wholeDaysWithin(new Date('2026-03-01T11:00:00Z'), 183);
    expect(end.toISOString()).toBe('2026-08-30T23:00:00.000Z');
    expect(lastDayOf(end.toISOString())).toEqual({ day: '2026-08-30', inFull: true });
    // One day of 25 hours, from its first hour: there is no whole one, and it still has an end.
    expect(wholeDaysWithin(new Date('2026-10-24T23:10:00Z'), 1).toISOString()).toBe('2026-10-25T23:10:00.000Z');
  });

  it('ends at the wish that lies within it, to the hour', () => {
    const [start, hour] = [new Date('2026-03-01T11:00:00Z'), new Date('2026-08-31T09:59:00Z')];
    expect(endWithin(start, 183, hour)).toEqual(hour);
    const late = [null, new Date('2026-08-31T11:00:01Z')].map((wish) => endWithin(start, 183, wish).toISOString());
    expect(late).toEqual(Array(2).fill('2026-08-30T23:00:00.000Z'));
  });

  it('that runs from a day has its last day in full', () => {
    expect(endOfDayAfter(new Date('2026-10-20T12:00:00Z'), 7).toISOString()).toBe('2026-10-28T00:00:00.000Z');
    expect(endOfDayAfter(new Date('2026-06-30T23:30:00Z'), 92).toISOString()).toBe('2026-10-01T23:00:00.000Z');
  });

  it('that ends within a day says so', () => {
    expect(lastDayOf('2026-08-31T10:00:00.000Z')).toEqual({ day: '2026-08-31', inFull: false });
    expect(lastDayOf('2026-08-31T23:00:00.000001Z')).toEqual({ day: '2026-09-01', inFull: false });
  });
});

describe('a moment', () => {
  it.each([
    '2026-11-22T14:03Z',
    '2026-11-22T14:03:02Z',
    '2028-02-29T00:00:00.123456+01:00',
    '2026-11-22T14:03:02-14:00',
  ])('is %s', (text) => expect(isInstant(text)).toBe(true));

  it.each([
    ...['2026-02-30T00:00:00Z', '2027-02-29T00:00:00Z', '2026-04-31T12:00:00+01:00', '2026-11-22T24:00:00Z'],
    ...['2026-11-22', '2026-W10', '2026-11-22T14:03:02', '0000-01-01T00:00:00Z', '2026-11-22T14:03:02+15:00', ''],
  ])('is not %s', (text) => expect(isInstant(text)).toBe(false));
});

describe('through two decades of clock changes', () => {
  it('keeps every promise', () => expect(brokenPromises(calendar, 2000)).toEqual([]));

  it.each(Object.entries(WRONG_CALENDARS))('%s is found out', (_name, wrong) => {
    expect(brokenPromises(wrong)).not.toEqual([]);
  });
});
