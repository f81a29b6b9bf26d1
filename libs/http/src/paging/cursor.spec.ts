import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aName, anId, aTime, cursorOf, keyAfter } from './cursor.js';

const ID = '0b54a4b1-5d4f-4c5b-9f7e-0d5a5a0f3c11';
const TIME = '2026-11-02T10:00:00.000001Z';
const forged = (...key: unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** What PostgreSQL takes for a time or an id; whatever a cursor lets through has to be of these. */
const DATABASE_TAKES = [
  /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d/,
  /^[0-9a-f-]{36}$/i,
] as const;
/** Whether every crafted key that `takes` lets through is one that the database takes. */
function holds(takes: (time: string, id: string) => boolean): boolean {
  const digits = fc.stringMatching(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  const times = fc.oneof(
    digits,
    fc.string(),
    fc.constantFrom(TIME, '\0', 'infinity', '+275760-09-13T00:00:00.000000Z'),
  );
  const ids = fc.oneof(fc.uuid(), fc.string(), fc.constantFrom('\0', ID.toUpperCase(), `${ID}\0`, 'x'.repeat(99)));
  const property = fc.property(times, ids, (time, id) => {
    return !takes(time, id) || (DATABASE_TAKES[0].test(time) && DATABASE_TAKES[1].test(id));
  });
  return !fc.check(property, { numRuns: 2_000 }).failed;
}

function taken(time: string, id: string): boolean {
  try {
    return keyAfter(forged(time, id), aTime, anId) !== null;
  } catch {
    return false;
  }
}
/** The fault: a shape alone is looked at. */
const byShape = (time: string, id: string): boolean =>
  /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(time) && anId(id);
/** The fault: whatever is text. */
const anyText = (): boolean => true;

describe('a cursor', () => {
  it('gives back the key of the last row', () => {
    expect(keyAfter(cursorOf(TIME, ID), aTime, anId)).toEqual([TIME, ID]);
    expect(keyAfter(cursorOf('é_"'), aName(/^..."?$/u))).toEqual(['é_"']);
    expect(keyAfter(undefined, aTime, anId)).toBeNull();
  });

  it.each([
    'bm90anNvbg',
    cursorOf(TIME),
    cursorOf(ID, TIME),
    cursorOf(TIME, ID, ID),
    forged(1, 2),
    forged(TIME, null),
    forged('9999-99-99T99:99:99.999999Z', ID),
    forged('2026-02-30T00:00:00.000000Z', ID),
    forged(TIME, `${ID}\0`),
    Buffer.from('{}').toString('base64url'),
    'x'.repeat(10_000),
  ])('of another making is invalid input: %s', (after) =>
    expect(() => keyAfter(after, aTime, anId)).toThrow('invalid-input'),
  );

  it('lets nothing through that the database would stumble over', () => {
    expect(holds(taken)).toBe(true);
  });

  it('would be found out when it did (seeded faults)', () => {
    expect([byShape, anyText].map(holds)).toEqual([false, false]);
  });
});
