import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '#libs/tlog';
import { MASKED, minimise, REDACTED } from './minimise.js';

const without = (...redact: string[]) => ({ redact, mask: [] });
const masking = (...mask: string[]) => ({ redact: [], mask });

describe('minimise', () => {
  it('shows the last three characters of a masked text, at any depth, and nothing of what is no text or too short', () => {
    const body = {
      phone: '01632 960123',
      door: 'abc',
      year: 1944,
      people: [{ id: '7741x' }, { id: null }],
      ids: ['a1234'],
    };
    expect(minimise(body, masking('phone', 'door', 'year', 'people.id', 'ids', 'nowhere'))).toEqual({
      phone: `${MASKED}123`,
      door: MASKED,
      year: REDACTED,
      people: [{ id: `${MASKED}41x` }, { id: REDACTED }],
      ids: [`${MASKED}234`],
    });
  });

  it('redacts what is to be masked too', () => {
    expect(minimise({ phone: '01632 960123' }, { redact: ['phone'], mask: ['phone'] })).toEqual({ phone: REDACTED });
  });

  it('says nothing of the length of what it masks', () => {
    const shown = (text: string): unknown => minimise({ text }, masking('text'));
    expect(shown('xxxxxxxxxxxxx789')).toEqual(shown('x789'));
  });

  it('leaves a mark where a field was, at any depth and in each item of a list', () => {
    const body = { a: 1, code: { text: 'hip', system: 's' }, items: [{ code: { text: 'x' } }, { other: 1 }] };
    expect(minimise(body, without('a', 'code.text', 'items[0].code'))).toEqual({
      a: REDACTED,
      code: { text: REDACTED, system: 's' },
      items: [{ code: REDACTED }, { other: 1 }],
    });
  });

  it('adds nothing for a path that leads nowhere, also through a prototype', () => {
    const body = { a: { b: 1 } };
    expect(minimise(body, without('x', 'a.c', 'a.b.c', 'constructor', '__proto__.x'))).toEqual(body);
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
          expect(JSON.stringify(minimise([body], without(path.join('.'))))).not.toContain(secret);
          expect(JSON.stringify(body)).toBe(before);
        },
      ),
    );
  });
});
