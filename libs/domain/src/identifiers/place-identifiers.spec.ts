import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '../domain-error.js';
import { parseOdsCode } from './ods-code.js';
import { parseUprn } from './uprn.js';

const withCode = (code: string) => expect.objectContaining({ code }) as unknown as DomainError;

describe('ODS code', () => {
  it.each([
    ['rx1', 'RX1'],
    [' A81001 ', 'A81001'],
    ['ABCDEFGHIJKL', 'ABCDEFGHIJKL'],
  ])('reads %j', (text, code) => expect(parseOdsCode(text)).toBe(code));

  it.each(['', 'NM-ASC', 'ABCDEFGHIJKLM', 'RX 1'])('refuses %j', (text) =>
    expect(() => parseOdsCode(text)).toThrow(withCode('ods-code-invalid')),
  );
});

describe('UPRN', () => {
  it.each([
    ['1', '1'],
    ['000010033544614', null],
    ['010033544614', '10033544614'],
    ['999999999999', '999999999999'],
  ])('reads %j as %j', (text, uprn) => {
    if (uprn === null) expect(() => parseUprn(text)).toThrow('12 digits');
    else expect(parseUprn(text)).toBe(uprn);
  });

  it.each(['', '0', '000000000000', '1234567890123', '12a'])('refuses %j', (text) =>
    expect(() => parseUprn(text)).toThrow(withCode('uprn-invalid')),
  );
});
