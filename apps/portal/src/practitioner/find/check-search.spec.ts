import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { checkSearch } from './check-search.js';

const t = new Texts(['en']).in('en');
const HALE = { familyName: 'Hale', 'birthDate-day': '3', 'birthDate-month': '5', 'birthDate-year': '1944' };

const wrongFields = (fields: Record<string, string>): string[] =>
  checkSearch(fields, t).errors.map(({ field }) => field);

describe('what may be searched for', () => {
  it('is a name, a date of birth and one more thing, as the look-up takes them', () => {
    const { search, errors } = checkSearch({ ...HALE, postcode: ' ZZ10 1HA ', nhsNumber: '999 000 0018' }, t);
    expect(errors).toEqual([]);
    expect(search).toEqual({
      familyName: 'Hale',
      birthDate: '1944-05-03',
      postcode: 'ZZ10 1HA',
      nhsNumber: '9990000018',
    });
  });

  it('is not a name and a date of birth alone', () => {
    expect(wrongFields(HALE)).toEqual(['postcode']);
  });

  it('says all that is missing at once', () => {
    expect(wrongFields({})).toEqual(['familyName', 'birthDate-day', 'postcode']);
  });

  it.each([
    ['nhsNumber', '9990000019'],
    ['nhsNumber', '123'],
    ['nhsNumber', '0000000000'],
    ['postcode', 'ZZ10'],
    ['uprn', '12a'],
    ['localId', 'two words'],
  ])('refuses %s %j before anything is asked', (name, value) => {
    expect(wrongFields({ ...HALE, [name]: value })).toEqual([name]);
  });

  it.each([
    ['May', 'Wałęsa', 'zz10  1ha', '‑999 000 0018‑'],
    ['5', 'O’Brien', 'ZZ101HA', '999\u00a0000\u00a00018'],
  ])('takes %s, %s, %s and %s as they come', (month, familyName, postcode, nhsNumber) => {
    const { search, errors } = checkSearch({ ...HALE, 'birthDate-month': month, familyName, postcode, nhsNumber }, t);
    expect(errors).toEqual([]);
    expect(search).toMatchObject({ birthDate: '1944-05-03', postcode: 'ZZ10 1HA', nhsNumber: '9990000018' });
  });

  it.each([
    ['31', '2', '1944'],
    ['3', '13', '1944'],
    ['3', '5', '44'],
    ['3', '5', '2199'],
    ['3', '5', '1844'],
    ['3', 'Ma', '1944'],
    ['x', '5', '1944'],
  ])('refuses the day %s %s %s', (day, month, year) => {
    const date = { 'birthDate-day': day, 'birthDate-month': month, 'birthDate-year': year };
    expect(wrongFields({ ...HALE, ...date, postcode: 'ZZ10 1HA' })).toEqual(['birthDate-day']);
  });

  it('guesses no century of a birth, and says what to type', () => {
    const { errors } = checkSearch({ ...HALE, 'birthDate-year': '44', postcode: 'ZZ10 1HA' }, t);
    expect(errors.map(({ text }) => text)).toEqual(['Type all four digits of the year they were born in, like 1944']);
  });

  it('never repeats in an error what was typed', () => {
    const { errors } = checkSearch({ familyName: 'Ha1e', nhsNumber: '9990000019' }, t);
    expect(JSON.stringify(errors)).not.toMatch(/Ha1e|9990000019/);
  });
});
