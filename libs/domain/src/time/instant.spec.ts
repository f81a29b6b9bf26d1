import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '../domain-error.js';
import { days, formatInstant, isWithin, parseInstant } from './instant.js';

const withCode = (code: string) => expect.objectContaining({ code }) as unknown as DomainError;

describe('instant', () => {
  it('keeps microseconds exactly, as PostgreSQL prints them', () => {
    expect(parseInstant('2026-11-22T10:00:00.123457Z') - parseInstant('2026-11-22T10:00:00.123456Z')).toBe(1);
    expect(parseInstant('2026-11-22 10:00:00.5+00:00')).toBe(parseInstant('2026-11-22T11:00:00.500+01:00'));
  });

  it.each(['2026-11-22T10:00:00.000001Z', '1969-12-31T23:59:59.999999Z', '2026-02-28T00:00:00.000000Z'])(
    'writes back %s',
    (text) => expect(formatInstant(parseInstant(text))).toBe(text),
  );

  it('counts what lies beyond safe integers as their limit', () => {
    expect(parseInstant('9999-12-31T00:00:00Z')).toBe(Number.MAX_SAFE_INTEGER);
    expect(formatInstant(Number.MAX_SAFE_INTEGER)).toMatch(/^2255-/);
  });

  it.each([
    '',
    'yesterday',
    '2026-11-22',
    '2026-11-22T10:00:00',
    '2026-13-01T00:00:00Z',
    '2026-11-22T10:00:00.1234567Z',
    '2026-11-22T10:00:00.Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '2026-11-22T10:00:00+1:00',
    '2026-11-22T10:00:00+24:00',
    '2026-11-22T10:00:00Zulu',
    '+026-11-22T10:00:00Z',
  ])('refuses %j', (text) => expect(() => parseInstant(text)).toThrow(withCode('time-invalid')));

  it('agrees with the calendar of Date on every day of four centuries', () => {
    const DAY = 86_400_000;
    const first = Date.UTC(1850, 0, 1, 23, 59, 59);
    for (let count = 0; count < 147_000; count += 1) {
      const then = new Date(first + count * DAY);
      if (parseInstant(then.toISOString()) !== then.getTime() * 1000) throw new Error(then.toISOString());
    }
    expect(parseInstant('2024-02-29T00:00:00-00:30') - parseInstant('2024-02-29t00:00:00z')).toBe(1_800_000_000);
  });

  it('includes a start and excludes an end', () => {
    expect([0, 1, 2, 3].map((now) => isWithin(now, 1, 3))).toEqual([false, true, true, false]);
    expect(isWithin(days(40_000), 0, null)).toBe(true);
  });
});
