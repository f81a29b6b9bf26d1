import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProblemError } from '../problem/problem-error.js';
import { readJson } from './read-json.js';

const read = (text: string | Uint8Array, rewrite?: (text: string) => string): unknown =>
  readJson(typeof text === 'string' ? Buffer.from(text) : text, rewrite);

/** The first field that is refused and why; undefined where the text is read. */
function refusal(text: string | Uint8Array): string | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [fault] = error.details.errors ?? [];
    return fault ? `${fault.field} ${fault.rule}` : error.details.detail;
  }
}

describe('a body of JSON', () => {
  it.each([
    ['{"a":{"b":["x","\\ud800"]}}', 'a.b.1 wellFormed'],
    ['{"a":"x\\udc00y"}', 'a wellFormed'],
    ['{"\\ud800":1}', '(body) wellFormed'],
    ['{"a":"x\\u0000"}', 'a noNul'],
    ['{"a":[1,{"days":1E400}]}', 'a.1.days number'],
    ['{"a":-1e999}', 'a number'],
    [`{"a":${'9'.repeat(41)}}`, 'a number'],
    ['{"a":{"days":1,"days":2}}', 'a.days unique'],
    ['{"a":{"\\u0064ays":1,"days":2}}', 'a.days unique'],
    ['{"a":{"__proto__":{}}}', 'a.(unnamed) prototype'],
    ['{"a":{"\\u005f_proto__":{}}}', 'a.(unnamed) prototype'],
    ['{"constructor":{"prototype":{}}}', 'constructor.prototype prototype'],
    [`{"a":[${'1,'.repeat(1_000)}1]}`, 'a.1000 arrayMaxSize'],
    [`{"a":${'['.repeat(5_000)}`, `a${'.0'.repeat(32)} depth`],
    ['{"Margaret Hale":{"days":1e400}}', '(unnamed).days number'],
    ['{"a":', 'the body is not JSON'],
    ['{"a":"\\x"}', 'the body is not JSON'],
    [Uint8Array.of(0x22, 0xc3, 0x28, 0x22), 'the body is not UTF-8'],
  ])('%s is refused by its path', (text, expected) => expect(refusal(text)).toBe(expected));

  it.each([
    '{"a":"👩🏽‍⚕️ \\ud83d\\ude00"}',
    '[]',
    '{"prototype":1,"constructor":2}',
    '{"a":{"days":1},"b":{"days":1}}',
    '"x"',
  ])('%s is read', (text) => expect(read(text)).toEqual(JSON.parse(text)));

  it('is what JSON.parse makes of it, whatever is in it', () => {
    const keyed = fc.string({ unit: 'grapheme' }).filter((name) => name !== '__proto__' && !name.includes('\0'));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        keyed,
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('any')),
      object: fc.dictionary(keyed, tie('any')),
    })).any;
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2, '\t'), (given, space) => {
        const text = JSON.stringify(given, null, space);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused with words, and never another way, however it is broken', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '1',
      'e9',
      'null',
      '\\ud800',
      '"__proto__"',
      ' ',
      '\0',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        refusal(pieces.join(''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is parsed as it is rewritten, where its route puts something aside', () => {
    const aside = (text: string): string => text.replace('{"b":"\\ud800"}', '"aside"');
    expect(read('{"a":[{"b":"\\ud800"}]}', aside)).toEqual({ a: ['aside'] });
    expect(() => read('{"a":[{"b":"\\ud800"}],"c":"\\ud800"}', aside)).toThrow(ProblemError);
  });
});
