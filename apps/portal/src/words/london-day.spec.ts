import { describe, expect, it } from '@jest/globals';
import { dayBefore, endOfLondonDay, isDay, startOfLondonDay } from './london-day.js';

describe('days of a filter', () => {
  it('begin and end by the clocks of London', () => {
    expect(startOfLondonDay('2026-11-22')).toBe('2026-11-22T00:00:00.000Z');
    expect(startOfLondonDay('2026-07-01')).toBe('2026-06-30T23:00:00.000Z');
    expect(endOfLondonDay('2026-07-01')).toBe('2026-07-01T23:00:00.000Z');
    // The clocks go back: this day has 25 hours.
    expect([startOfLondonDay('2026-10-25'), endOfLondonDay('2026-10-25')]).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
    ]);
  });

  it.each(['', '2026-02-30', '22/11/2026', '2026-13-01'])('take %j for no day', (day) => {
    expect(startOfLondonDay(day)).toBeUndefined();
    expect(endOfLondonDay(day)).toBeUndefined();
  });
});

describe('a day in London', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['2026-07-01', '2026-06-30T23:00:00.000Z', '2026-07-01T23:00:00.000Z'],
    // The clocks go forward during this one, and back during the next.
    ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
  ])('%s lasts from %s to %s', (day, from, to) => {
    expect([startOfLondonDay(day), endOfLondonDay(day)]).toEqual([from, to]);
  });

  it('is one of the calendar', () => {
    expect(isDay('2026-02-28')).toBe(true);
    expect(['2026-02-30', '22/11/2026', '', '2026-11-22T00:00', 'x'].filter(isDay)).toEqual([]);
  });

  it('is told by the clocks there', () => expect(dayBefore(new Date('2026-07-02T23:30:00Z'), 1)).toBe('2026-07-02'));
});
