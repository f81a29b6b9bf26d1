import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#libs/tlog';
import { minimise, REDACTED } from './minimise.js';

describe('minimise', () => {
  it('leaves a mark where a field was, at any depth and in each item of a list', () => {
    const body = { a: 1, code: { text: 'hip', system: 's' }, items: [{ code: { text: 'x' } }, { other: 1 }] };
    expect(minimise(body, ['a', 'code.text', 'items.code'])).toEqual({
      a: REDACTED,
      code: { text: REDACTED, system: 's' },
      items: [{ code: REDACTED }, { other: 1 }],
    });
  });

  it('adds nothing for a path that leads nowhere, also through a prototype', () => {
    const body = { a: { b: 1 } };
    expect(minimise(body, ['x', 'a.c', 'a.b.c', 'constructor', '__proto__.x'])).toEqual(body);
  });

  it('never lets a named value through, whatever the body, and does not touch the original', () => {
    const secret = 'SECRET-VALUE';
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }),
        fc.jsonValue(),
        (path, noise) => {
          const body = path.reduceRight<Json>((inside, name) => ({ [name]: inside, noise: noise as Json }), secret);
          const before = JSON.stringify(body);
          expect(JSON.stringify(minimise([body], [path.join('.')]))).not.toContain(secret);
          expect(JSON.stringify(body)).toBe(before);
        },
      ),
    );
  });
});
