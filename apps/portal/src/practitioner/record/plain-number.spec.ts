import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sixPlaces } from './faults/half-said.js';
import { plainNumber } from './plain-number.js';

const readBack = (text: string): number => Number(text.replaceAll(',', ''));
const isSaidWhole = (say: (value: number) => string, value: number): boolean =>
  /^-?(?:\d{1,3}(?:,\d{3})*)(?:\.\d+)?$/.test(say(value)) && readBack(say(value)) === value;

describe('a number', () => {
  it.each([
    ['0.00000025', '0.00000025'],
    ['2.5e-7', '0.00000025'],
    ['0.1', '0.1'],
    ['12.5', '12.5'],
    ['0.0125', '0.0125'],
    ['1234567.891', '1,234,567.891'],
    ['-1500', '-1,500'],
    ['1e21', '1,000,000,000,000,000,000,000'],
    ['0', '0'],
  ])('sent as %s reads %s', (json, said) => expect(plainNumber(JSON.parse(json) as number)).toBe(said));

  it('that JSON can hold reads back as the same', () => {
    const sent = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.tuple(fc.integer(), fc.integer({ min: -20, max: 20 })).map(([digits, power]) => Number(`${digits}e${power}`)),
    );
    fc.assert(
      fc.property(sent, (value) => isSaidWhole(plainNumber, value)),
      { numRuns: 1000 },
    );
  });

  it('would be found out if it were rounded (seeded fault)', () => {
    const rounded = ['0.00000025', '1234.5678901'].filter(
      (json) => !isSaidWhole(sixPlaces, JSON.parse(json) as number),
    );
    expect(rounded).toHaveLength(2);
  });
});
