import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInstant, endOfLondonDay, startOfLondonDay } from '#libs/calendar';
import { anyYear } from './faults/any-year.js';
import { isServiceDay, typedDay } from './typed-day.js';

describe('a day as it is typed', () => {
  it.each([
    ...[
      '5 March 2027',
      '5 march 27',
      '05/03/2027',
      '5.3.27',
      '5-3-2027',
      '2027-03-05',
      '5th March 2027',
      ' 5 Mar. 2027 ',
    ],
  ])('is read: %s', (text) => expect(typedDay(text)).toBe('2027-03-05'));

  it.each([
    ...['1/1/9999', '31 December 2999', '1/1/0001', '9999-12-31', '0001-01-01', '1999-12-31', '2100-01-01'],
    ...['tomorrow', '31/2/2027', '31 june 27', '5 Smarch 2027', '5/3/027', '', '5', 'March 2027', '13/13/2027'],
  ])('is none: %s', (text) => expect(typedDay(text)).toBeUndefined());

  it('is the same day however its month and year are written', () => {
    const day = fc.date({ min: new Date('2000-01-01Z'), max: new Date('2099-12-31Z'), noInvalidDate: true });
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('long', 'short', 'numeric'),
        fc.constantFrom('numeric', '2-digit'),
        (date, month, year) => {
          const parts = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month, year, timeZone: 'UTC' });
          expect(typedDay(parts.format(date))).toBe(date.toISOString().slice(0, 10));
        },
      ),
      { numRuns: 300 },
    );
  });

  /** Days that are passed on although the APIs take no moment of theirs. */
  const refused = (passesOn: (text: string) => boolean): string[] =>
    ['0001-01-01', '1999-12-31', '2000-01-01', '2099-12-31', '2999-12-31', '9999-12-31'].filter(
      (text) => passesOn(text) && ![startOfLondonDay(text)!, endOfLondonDay(text)!].every(isInstant),
    );

  it('is passed on only where the APIs take its moments', () => expect(refused(isServiceDay)).toEqual([]));

  it('would be refused as a wrong address where any year is one (seeded fault)', () =>
    expect(refused(anyYear)).toEqual(['0001-01-01', '2999-12-31', '9999-12-31']));
});
