import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#libs/domain';
import { canonicalJson } from './canonical-json.js';

describe('canonical JSON (RFC 8785)', () => {
  it('gives the bytes of the RFC (3.2.2 to 3.2.4)', () => {
    const input = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ) as Json;
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts names by UTF-16 code units (3.2.3)', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const sorted = Object.keys(
      JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [`k${name}`, null])))) as object,
    );
    expect(sorted).toEqual(
      ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'].map((name) => `k${name}`),
    );
  });

  it('is blind to the order of names and keeps the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        const text = canonicalJson(value as Json);
        expect(canonicalJson(reversed as Json)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has one zero', () => expect(canonicalJson(-0)).toBe('0'));

  it.each([
    ['NaN', { a: NaN }, '$.a'],
    ['infinity', [Infinity], '$[0]'],
    ['undefined', { a: [undefined] }, '$.a[0]'],
    ['a date', { a: new Date(0) }, '$.a'],
    ['a hole', Array(1), '$[0]'],
    ['half a surrogate pair', '\ud800', '$'],
  ])('refuses %s and says where', (_what, value, path) => {
    expect(() => canonicalJson(value as Json)).toThrow(path);
  });
});
