import { describe, expect, it } from '@jest/globals';
import { formOf, newFormToken } from './form-token.js';

const own = { formKey: 'a-key' };

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Of the last letter's six bits two are no part of a signature. */
const otherSpelling = (last: string): string => LETTERS[LETTERS.indexOf(last) + 1]!;

describe('a form token', () => {
  it('is different each time and known again by its own session', () => {
    const [one, other] = [newFormToken(own), newFormToken(own)];
    expect(formOf(own, one)).toMatch(/^[\w-]{22}$/);
    expect(formOf(own, one)).not.toBe(formOf(own, other));
  });

  it('of the page that asks again is none of a page’s own, and the other way round', () => {
    const again = newFormToken(own, 'again');
    expect([formOf(own, again), formOf(own, newFormToken(own), 'again')]).toEqual([undefined, undefined]);
    expect(formOf(own, again, 'again')).toMatch(/^[\w-]{22}$/);
  });

  it.each([
    ['of another session', newFormToken({ formKey: 'another' })],
    ['for another form', newFormToken(own).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
    ['with another signature', newFormToken(own).replace(/\..{40}/, `.${'A'.repeat(40)}`)],
    ['the same signature, spelt otherwise', newFormToken(own).replace(/.$/, otherSpelling)],
    ['cut short', newFormToken(own).slice(0, -1)],
    ['empty', ''],
    ['missing', undefined],
    ['twice in the form', [newFormToken(own), newFormToken(own)]],
  ])('counts for nothing when it is %s', (_what, token) => {
    expect(formOf(own, token)).toBeUndefined();
  });
});
