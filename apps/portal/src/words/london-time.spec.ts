import { describe, expect, it } from '@jest/globals';
import { endOfLondonDay, sayDay, sayMoment, sayMomentExactly, startOfLondonDay } from './london-time.js';

describe('times on pages', () => {
  it('are those of London, in summer and in winter', () => {
    expect(sayMoment('2026-11-22T14:03:02.123456Z', 'en').text).toBe('22 November 2026, 14:03');
    expect(sayMoment('2026-07-01T23:30:00Z', 'en').text).toBe('2 July 2026, 00:30');
    expect(sayMoment('2026-07-01T23:30:00Z', 'en').datetime).toBe('2026-07-01T23:30:00.000Z');
    expect(sayMomentExactly('2026-07-01T23:30:07Z', 'en').text).toBe('2 July 2026, 00:30:07');
  });

  it('are written in the pseudo-locale as in English', () => {
    expect(sayMoment('2026-11-22T14:03:02Z', 'en-XA').text).toBe('22 November 2026, 14:03');
  });

  it('say a day that has no time as it stands', () => {
    expect(sayDay('2026-11-22', 'en')).toEqual({ text: '22 November 2026', datetime: '2026-11-22' });
    expect(sayDay('2026-07-01T23:30:00Z', 'en').text).toBe('2 July 2026');
  });

  it('know when a London day begins and ends', () => {
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
