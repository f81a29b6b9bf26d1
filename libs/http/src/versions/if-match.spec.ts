import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BasedOn } from '#libs/domain';
import { WRONG_READINGS } from './faults/wrong-readings.js';
import { basedOn } from './if-match.js';

const TO_TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** What is met, of the versions to ten; null where it is no list of entity tags. */
const READINGS: readonly [header: string, versions: readonly number[] | null][] = [
  ['"7"', [7]],
  [' "7" ', [7]],
  ['"6", "7"', [6, 7]],
  ['"6","7",', [6, 7]],
  [', "7"', [7]],
  ['W/"7"', []],
  ['W/"7", "8"', [8]],
  ['"07"', []],
  ['"x,\'7\'"', []],
  ['"x,7"', []],
  ['"a", W/"b", "9"', [9]],
  ['*', TO_TEN],
  [' * ', TO_TEN],
  ...['', '7', "'7'", '"7', '*, "7"', 'w/"7"', '"7" "8"'].map((header) => [header, null] as [string, null]),
  [`"${'7'.repeat(2_000)}"`, null],
  [`"7"${' ,'.repeat(400)}x`, null],
];

function read(header: string, by: (header: string) => BasedOn): readonly number[] | null {
  try {
    const based = by(header);
    return TO_TEN.filter((version) => based.isMetBy(version));
  } catch (error) {
    expect(error).toMatchObject({ problem: 'invalid-input' });
    return null;
  }
}

describe('If-Match', () => {
  it.each(READINGS)('%s is met by %j', (header, versions) => expect(read(header, basedOn)).toEqual(versions));

  it.each([
    ['oneStrongTagAlone', ['"6", "7"', 'W/"7"', '*']],
    ['weakAsStrong', ['W/"7"', 'W/"7", "8"']],
    ['splitAtEveryComma', ['"7', '"7" "8"']],
    ['anyNumber', ['W/"7"', '"07"', '"x,7"']],
  ] as const)('would be misread by %s', (fault, headers) => {
    const misread = READINGS.filter(
      ([header, versions]) => JSON.stringify(read(header, WRONG_READINGS[fault])) !== JSON.stringify(versions),
    );
    expect(misread.map(([header]) => header)).toEqual(expect.arrayContaining([...headers]));
  });

  it('is met since a version by all that came after, where a change can only narrow', () => {
    expect([1, 2, 3].map((present) => basedOn('"2"').isMetSince(present))).toEqual([false, true, true]);
    expect(basedOn('*').isMetSince(1)).toBe(true);
    expect(basedOn('W/"1"').isMetSince(1)).toBe(false);
  });

  it('finds a version in any list that names it, and only there', () => {
    const tag = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 20 }));
    const gap = fc.constantFrom(',', ', ', ' ,\t', ',,', ', , ');
    fc.assert(
      fc.property(
        fc.array(tag, { minLength: 1, maxLength: 8 }),
        gap,
        fc.integer({ min: 1, max: 20 }),
        (tags, between, present) => {
          const header = tags.map(([weak, version]) => `${weak ? 'W/' : ''}"${version}"`).join(between);
          const named = tags.some(([weak, version]) => !weak && version === present);
          expect(basedOn(header).isMetBy(present)).toBe(named);
        },
      ),
    );
  });
});
