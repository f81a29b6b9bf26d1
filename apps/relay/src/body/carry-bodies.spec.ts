import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carryBodies, carryRecords, cutDeeper } from './carry-bodies.js';
import * as faults from './faults/seeded-readers.js';
import { isFault, MOST_LEVELS, readBody } from './read-body.js';

const written = fc
  .tuple(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space));

describe('carried bodies', () => {
  it('are the text that was sent, of one record and of many, whatever is around them', () => {
    fc.assert(
      fc.property(written, fc.array(written, { maxLength: 3 }), fc.jsonValue(), (one, many, noise) => {
        const around = `"x":${JSON.stringify(noise)},\n`;
        const items = many.map((body) => `{ "n": ${JSON.stringify(noise)} , "b\\u006fdy" :${body}}`);
        const bodyIn = (text: string): string => (JSON.parse(carryBodies(text)) as { body: string }).body;
        expect(bodyIn(`{"body":${one},${around}"y":0}`)).toBe(one);
        const { records } = JSON.parse(carryRecords(`{${around}"records" : [ ${items.join(' ,')} ]}`, 100)) as {
          records: string[];
        };
        expect(records).toEqual(items);
        expect(records.map(bodyIn)).toEqual(many);
      }),
      { numRuns: 300 },
    );
  });

  it('leave what is no record to the parser', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          const read = (json: string): unknown => {
            try {
              return JSON.parse(json);
            } catch {
              return 'malformed';
            }
          };
          for (const carry of [carryBodies, (json: string) => carryRecords(json, 100)])
            expect(typeof read(carry(text))).toBe(typeof read(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are no more than a list may have: what is longer costs no more than its text', () => {
    const { records } = JSON.parse(carryRecords(`{"records":[${'1,'.repeat(9_999)}1]}`, 100)) as { records: unknown[] };
    expect(records).toHaveLength(10_000);
    expect(records.filter((one) => typeof one === 'string')).toHaveLength(100);
  });

  it('are scanned in one pass', () => {
    const text = `{"records":[${Array.from({ length: 100 }, () => `{"body":${'['.repeat(40_000)}${']'.repeat(40_000)}}`).join()}]}`;
    expect((JSON.parse(carryRecords(text, 100)) as { records: unknown[] }).records).toHaveLength(100);
  });
});

describe('a cut', () => {
  it('changes nothing down to its depth, and leaves null below it', () => {
    expect(cutDeeper('{"a":[["[{"]]}', 3)).toBe('{"a":[["[{"]]}');
    expect(cutDeeper('{"a":[[1],{"b":2}],"c":[3]}', 2)).toBe('{"a":[null,null],"c":[3]}');
  });
});

describe('a body', () => {
  it('of any JSON object is taken, and comes out as it went in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
        const sent = JSON.stringify(value, null, 1);
        const read = readBody(sent);
        if (isFault(read)) return expect(sent).toMatch(/\\ud[89a-f]|__proto__/);
        expect(JSON.parse(read.text)).toEqual(JSON.parse(sent));
        expect(JSON.parse(read.canonical)).toEqual(JSON.parse(sent));
      }),
      { numRuns: 300 },
    );
  });

  it('is taken down to the most levels, and no further', () => {
    const nested = (levels: number): string => `{"a":`.repeat(levels) + 1 + '}'.repeat(levels);
    expect(isFault(readBody(nested(MOST_LEVELS)))).toBe(false);
    for (const more of [1, 2, 3, 10_000]) expect(readBody(nested(MOST_LEVELS + more))).toMatchObject({ rule: 'depth' });
  });

  const nested = (levels: number): string => `{"a":`.repeat(levels) + 1 + '}'.repeat(levels);
  const digits = fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,19})(?:\.[0-9]{1,6})?(?:[eE][+-]?[0-9]{1,2})?$/);
  /** Each a right value: what was sent comes out digit by digit, or is refused with its place. */
  const keepsDigits = (read: typeof readBody): fc.IProperty<unknown> =>
    fc.property(digits, digits, (one, other) => {
      const [first, second] = [read(`{"n":${one}}`), read(`{"n":${other}}`)];
      if (isFault(first) || isFault(second)) return false;
      return first.text === `{"n":${one}}` && (first.canonical === second.canonical) === (one === other);
    });
  const refusesTooDeep = (read: typeof readBody): fc.IProperty<unknown> =>
    fc.property(fc.integer({ min: 1, max: 200 }), (levels) => isFault(read(nested(levels))) === levels > MOST_LEVELS);
  const refusesHalves = (read: typeof readBody): fc.IProperty<unknown> =>
    fc.property(fc.integer({ min: 0xd800, max: 0xdfff }), (unit) => isFault(read(`{"a":["\\u${unit.toString(16)}"]}`)));

  it.each([
    ['digits', keepsDigits, faults.throughDoubles],
    ['depth', refusesTooDeep, faults.cutUnseen],
    ['halves of pairs', refusesHalves, faults.halvesPass],
  ])('minds %s, and the seeded fault is found', (_what, property, fault) => {
    fc.assert(property(readBody), { numRuns: 200 });
    expect(fc.check(property(fault), { numRuns: 200 }).failed).toBe(true);
  });
});
