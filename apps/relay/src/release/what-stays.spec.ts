import { describe, expect, it } from '@jest/globals';
import type { Body } from '../body/body.js';
import { mayNameKeySafe, withoutKeySafeCodes } from './always-hidden.js';
import { maskValue } from './mask-value.js';

describe('what a masked value still shows', () => {
  it.each<[Body, Body]>([
    ['9990000018', '[masked]018'],
    ['07700 900 123', '[masked]123'],
    // Eight letters and digits are enough; seven are not, however long the text is.
    ['12345678', '[masked]678'],
    ['1234567', '[masked]'],
    ['1-2-3-4-5-6-7', '[masked]'],
    // Three letters can be a diagnosis, and digits of another script a number.
    ['diagnosis HIV', '[masked]'],
    ['NM1 2AB, flat 3a', '[masked]'],
    ['tel 0770090٠١٢', '[masked]'],
    ['', '[masked]'],
    [9990000018, '[redacted]'],
    [null, '[redacted]'],
    [['9990000018'], '[redacted]'],
    [{ number: '9990000018' }, '[redacted]'],
  ])('of %j is %j', (value, shown) => expect(maskValue(value)).toEqual(shown));
});

describe('the code of a key safe', () => {
  it.each<[Body, Body]>([
    [{ keySafeCode: '1234' }, { keySafeCode: '[redacted]' }],
    [{ 'Key safe number': 1234 }, { 'Key safe number': '[redacted]' }],
    [{ keysafe: 'by the back door' }, { keysafe: 'by the back door' }],
    [{ keySafe: 'by the door, 1234' }, { keySafe: '[redacted]' }],
    [{ keySafe: 1234 }, { keySafe: '[redacted]' }],
    [{ keySafe: { where: 'porch', code: 'C1234' } }, { keySafe: { where: 'porch', code: '[redacted]' } }],
    [{ keySafes: [{ pin: 1 }, 'left 12'] }, { keySafes: [{ pin: '[redacted]' }, '[redacted]'] }],
    [{ home: [{ access: { key_safe_pin: '9' } }] }, { home: [{ access: { key_safe_pin: '[redacted]' } }] }],
    [
      { code: '1234', safe: 'x', keyWorker: 'Pat' },
      { code: '1234', safe: 'x', keyWorker: 'Pat' },
    ],
  ])('never leaves: %j', (body, left) => expect(withoutKeySafeCodes(body)).toEqual(left));

  it('is looked for wherever a text could name one', () => {
    for (const text of ['{"keySafe":1}', '{"key_safe":1}', '{"Key  -safe code":1}'])
      expect(mayNameKeySafe(text)).toBe(true);
    for (const text of ['{"key":1,"safe":1}', '{"monkey":"unsafe"}']) expect(mayNameKeySafe(text)).toBe(false);
  });
});
