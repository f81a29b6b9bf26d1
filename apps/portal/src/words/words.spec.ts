import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PORTAL_FOLDER } from '../portal-folder.js';
import { Texts } from './texts.js';
import { agencyNames } from './agency-names.js';
import { day, exactMoment, moment, second } from './times.js';
import { VOCABULARIES, word, words } from './words.js';

const t = new Texts(['en']).in('en');
const catalogue = JSON.parse(readFileSync(join(PORTAL_FOLDER, 'locales/en/words.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>;

describe('plain names', () => {
  it.each(Object.entries(VOCABULARIES))('are there for every %s, and for nothing else', (name, codes) => {
    expect(Object.keys(catalogue[name]!).sort()).toEqual([...codes].sort());
  });

  it('stand in the order asked for', () => {
    expect(words(t, 'category', ['MEDS', 'FUNCTION'])).toEqual(['Medicines', 'Moving about and daily life']);
  });

  it('are not made up: an unknown code stays as it is', () => {
    expect(word(t, 'role', 'dentist')).toBe('dentist');
    expect(agencyNames([{ code: 'REACH', name: 'Reach Reablement CIC' }])('ELSE')).toBe('ELSE');
  });
});

describe('times', () => {
  it.each([
    ['in summer', '2026-07-01T12:03:02.123456Z', '1 July 2026 at 13:03'],
    ['in winter', '2026-11-22T14:03:02.123456Z', '22 November 2026 at 14:03'],
    ['past midnight', '2026-06-30T23:30:00Z', '1 July 2026 at 00:30'],
  ])('are of London %s', (_when, iso, text) => {
    expect(moment(iso, 'en')).toEqual({ iso, text });
    expect(moment(iso, 'en-XA').text).toBe(text);
  });

  it('tell the day alone, or the second, where that is what counts', () => {
    const iso = '2026-11-22T14:03:02.987654Z';
    expect([day(iso, 'en').text, second(iso, 'en').text, exactMoment(iso, 'en').text]).toEqual([
      '22 November 2026',
      '14:03:02',
      '22 November 2026 at 14:03:02',
    ]);
  });
});
