import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PORTAL_FOLDER } from '../portal-folder.js';
import { Texts } from './texts.js';

type Catalogue = string | { readonly [key: string]: Catalogue };

const FOLDER = join(PORTAL_FOLDER, 'locales/en');
const read = (file: string): Catalogue => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Catalogue;

const textsOf = (part: Catalogue, path: string): [string, string][] =>
  typeof part === 'string'
    ? [[path, part]]
    : Object.entries(part).flatMap(([key, item]) => textsOf(item, `${path}.${key}`));

/** Places that hold numbers, and a word after one that stands for several. */
const NUMBERS = 'count|total|seconds|minutes|days|permitted|denied|allowed|failed|proved|broken|residents';
const COUNTED = new RegExp(
  `\\{\\{(?:${NUMBERS})\\}\\} (?!was\\b|as\\b|is\\b)(?:\\p{Ll}+ )?(?:\\p{Ll}+s|people)\\b`,
  'u',
);

/** Texts that count something without a form for one: "1 looks". */
const withoutOne = (texts: readonly (readonly [string, string])[]): string[] =>
  texts.filter(([key, text]) => COUNTED.test(text) && !/_(?:one|other)$/.test(key)).map(([key]) => key);

describe('what is counted', () => {
  const all = readdirSync(FOLDER).flatMap((file) => textsOf(read(file), file.replace('.json', '')));

  it('has a form for one and a form for more', () => expect(withoutOne(all)).toEqual([]));

  it('has both wherever it has one of them', () => {
    const keys = new Set(all.map(([key]) => key));
    const stems = all.flatMap(([key]) => (/_(?:one|other)$/.test(key) ? key.replace(/_(?:one|other)$/, '') : []));
    expect(stems.length).toBeGreaterThan(20);
    for (const stem of stems)
      expect([stem, keys.has(`${stem}_one`), keys.has(`${stem}_other`)]).toEqual([stem, true, true]);
  });

  it('is found out where it has none', () => {
    const old = [
      ['looks', 'In 7 days, {{permitted}} looks and openings were let through.'],
      ['found', 'about {{residents}} people'],
      ['tests', '{{count}} test questions asked'],
      ['wait', 'Wait {{seconds}} seconds'],
    ] as const;
    expect(withoutOne(old)).toEqual(['looks', 'found', 'tests', 'wait']);
    expect(withoutOne([['fine', '{{denied}} of {{all}}, {{failed}} answered otherwise']])).toEqual([]);
  });

  it('reads right for one', () => {
    const t = new Texts(['en']).in('en');
    expect(t('officer.overview.says.permitted', { count: 1 })).toBe('1 look or opening was');
    expect(t('shell.errors.tooMany.text', { count: 1 })).toContain('1 second and');
    expect(t('officer.replay.people', { count: 1 })).toBe('1 person');
  });
});
