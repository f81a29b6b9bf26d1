import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfLondonDay, londonDayOf } from '#libs/calendar';
import { CLOCK_CHANGES, moments } from '../../../../libs/calendar/src/testing/drawn-moments.js';
import { describeDirective } from '../practitioner/told/describe.js';
import { timeFacts } from '../resident/record/describe-directive.js';
import { TELLING } from '../resident/testing/town.js';
import { WRONG_TIMES } from './faults/wrong-times.js';
import * as times from './times.js';

type Times = Pick<typeof times, 'until' | 'moment' | 'exactMoment'>;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The day that a page's text names: `31 August 2026` → `2026-08-31`. */
function dayIn(text: string): string {
  const [, date, month, year] = /^(\d{1,2}) (\w+) (\d{4})(?: at .*)?$/.exec(text) ?? [];
  return `${year}-${String(MONTHS.indexOf(month!) + 1).padStart(2, '0')}-${date!.padStart(2, '0')}`;
}

/** The stored end of a day that was named, told on a page, and read there as the day until whose end it counts. */
function roundTrips({ until }: Times, at: Date): boolean {
  const end = endOfLondonDay(londonDayOf(at))!;
  const told = until(end, 'en').text;
  return !told.includes(':') && endOfLondonDay(dayIn(told)) === end;
}
/** An end at an hour is told with it. */
function tellsTheHour({ until }: Times, at: Date): boolean {
  const isMidnight = endOfLondonDay(londonDayOf(new Date(at.getTime() - 1))) === at.toISOString();
  return isMidnight || (until(at.toISOString(), 'en').text.includes(':') && until(at.toISOString(), 'en').iso !== '');
}
/** No two moments an hour apart read the same. */
const isOneMoment = ({ moment, exactMoment }: Times, at: Date): boolean =>
  [moment, exactMoment].every(
    (told) => told(at.toISOString(), 'en').text !== told(new Date(at.getTime() + 3_600_000).toISOString(), 'en').text,
  );

const holds = (of: Times): boolean =>
  [roundTrips, tellsTheHour, isOneMoment].every(
    (holding) =>
      !fc.check(
        fc.property(moments, (at) => holding(of, at)),
        { numRuns: 400, seed: 20261129 },
      ).failed,
  );

describe('what a page tells of an end', () => {
  it('reads back as the end that is stored, on every day of two decades', () => expect(holds(times)).toBe(true));

  it.each(Object.entries(WRONG_TIMES))('is found out when it is wrong: %s', (_name, wrong) =>
    expect(holds({ ...times, ...wrong })).toBe(false),
  );

  it.each([
    ['2026-08-31T23:00:00.000Z', '31 August 2026'],
    ['2026-08-31T10:00:00.000Z', '31 August 2026 at 11:00'],
    ['2026-03-31T23:00:00.000Z', '31 March 2026'],
    ['2028-03-01T00:00:00.000Z', '29 February 2028'],
    ['2027-01-01T00:00:00.000Z', '31 December 2026'],
  ])('%s is until %s, for staff as for her', (expiresAt, text) => {
    expect(times.until(expiresAt, 'en').text).toBe(text);
    const directive = { ...DIRECTIVE, expiresAt };
    const hers = timeFacts(directive, TELLING).find(({ key }) => key === TELLING.t('resident.fact.until'));
    expect(hers?.time?.text).toBe(text);
    const sharing = { given: [], stoppable: [], agreements: [], agencies: (code: string) => code };
    expect(describeDirective(TELLING.t, directive, sharing, 'en').says).toContain(`until ${text}`);
  });
});

describe('the hour that comes twice', () => {
  it('carries its zone', () => {
    expect(times.moment('2026-10-25T00:30:00.123456Z', 'en').text).toBe('25 October 2026 at 01:30 BST');
    expect(times.moment('2026-10-25T01:30:00Z', 'en').text).toBe('25 October 2026 at 01:30 GMT');
    expect(times.second('2026-10-25T00:30:09Z', 'en').text).toBe('01:30:09 BST');
    expect(times.moment('2026-10-25T02:00:00Z', 'en').text).toBe('25 October 2026 at 02:00');
    expect(times.moment('2026-10-24T23:59:00Z', 'en').text).toBe('25 October 2026 at 00:59');
  });

  it('is the only one that does', () => {
    for (const change of CLOCK_CHANGES) {
      const zones = [-61, -60, -1, 0, 59, 60].map((minutes) =>
        /[A-Z]{3}$/.test(times.moment(new Date(change + minutes * 60_000).toISOString(), 'en').text),
      );
      const back = new Date(change).getUTCMonth() === 9;
      expect(zones).toEqual(back ? [false, true, true, true, true, false] : Array(6).fill(false));
    }
  });
});

const DIRECTIVE = {
  ...{
    id: 'one',
    version: 1,
    status: 'ConsentGiven' as const,
    channel: 'online' as const,
    agreement: null,
    sources: null,
  },
  ...{ recipients: null, categories: null, purposes: null },
  ...{
    recordedAt: '2026-01-01T10:00:00Z',
    supersededAt: null,
    startsAt: '2026-01-01T10:00:00Z',
    expiresAt: null as string | null,
  },
};
