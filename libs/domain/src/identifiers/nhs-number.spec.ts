import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain-error.js';
import { isNhsNumber, isPlaceholderNhsNumber, isSyntheticNhsNumber, parseNhsNumber } from './nhs-number.js';

const withCode = (code: string) => expect.objectContaining({ code }) as unknown as DomainError;

const DEMO_NUMBERS = [
  '9990000018 9990000026 9990000034 9990000042 9990000050 9990000069 9990000077 9990000085 9990000093 9990000107',
  '9990000115 9990000123 9990000131 9990000158 9990000166 9990000174 9990000182 9990000190 9990000204 9990000212',
]
  .join(' ')
  .split(' ');

describe('NHS number', () => {
  it.each(DEMO_NUMBERS)('accepts the demonstration number %s', (number) => {
    expect(isNhsNumber(number)).toBe(true);
    expect(isSyntheticNhsNumber(parseNhsNumber(number))).toBe(true);
  });

  it.each(['9876543210', '9434765919'])('accepts %s', (number) => expect(isNhsNumber(number)).toBe(true));

  it.each(['9111111124', '9222222228', '9876543219', '9876543211'])(
    'refuses %s, "valid" in published lists',
    (number) => expect(isNhsNumber(number)).toBe(false),
  );

  it('has exactly one check digit for each prefix, or none where it would be 10', () => {
    for (let prefix = 999000000; prefix < 999000300; prefix += 1) {
      const valid = Array.from({ length: 10 }, (_, digit) => `${prefix}${digit}`).filter(isNhsNumber);
      const sum = [...String(prefix)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
      expect(valid).toHaveLength(sum % 11 === 1 ? 0 : 1);
    }
  });

  it.each([
    ...['999 000 0018', '999-000-0018', '9990000018', '999 0000018', '999 000-0018', ' 999\u00a0000  0018 '],
    ...['999\u2011000\u20110018', '９９９ ０００ ００１８'],
  ])('reads %s', (text) => expect(parseNhsNumber(text)).toBe('9990000018'));

  it.each(['', '999000001', '99900000180', '999.000.0018', '999000001a', '९९९००००१८'])(
    'refuses the form %j without repeating it',
    (text) => {
      const attempt = () => parseNhsNumber(text);
      expect(attempt).toThrow(DomainError);
      expect(attempt).toThrow(withCode('nhs-number-invalid'));
      if (text) expect(attempt).not.toThrow(text);
    },
  );

  it.each([
    ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(10)),
    '0123456789',
    '987 654 3210',
    '4010232137',
  ])('refuses the placeholder %s, though its check digit may hold', (text) => {
    expect(isPlaceholderNhsNumber(text.replace(/ /g, ''))).toBe(true);
    expect(() => parseNhsNumber(text)).toThrow(withCode('nhs-number-invalid'));
  });
});
