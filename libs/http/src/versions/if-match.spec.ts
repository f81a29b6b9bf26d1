import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { basedOn } from './if-match.js';

describe('If-Match', () => {
  it.each([
    ['"7"', [7]],
    [' "7" ', [7]],
    ['"6", "7"', [6, 7]],
    ['"6","7",', [6, 7]],
    [', "7"', [7]],
    ['W/"7"', []],
    ['W/"7", "8"', [8]],
    ['"07"', []],
    ['"x,\'7\'"', []],
    ['"a", W/"b", "9"', [9]],
    ['*', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [' * ', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ])('%s is met by %j', (header, versions) => {
    const based = basedOn(header);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((version) => based.isMetBy(version))).toEqual(versions);
  });

  it.each(['', '7', "'7'", '"7', '*, "7"', 'w/"7"', '"7" "8"', `"${'7'.repeat(2_000)}"`, `"7"${' ,'.repeat(400)}x`])(
    '%s is no list of entity tags',
    (header) => expect(() => basedOn(header)).toThrow('invalid-input'),
  );

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
