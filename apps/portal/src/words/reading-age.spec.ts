import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PORTAL_FOLDER } from '../portal-folder.js';
import { measure, syllables } from './testing/reading-grade.js';

/** A reading age of 9 to 11 is what a child reads after five or six school years: grade 6 at most, easier is welcome. */
const HARDEST_GRADE = 6;
const MOST_WORDS = 20;

type Catalogue = string | { readonly [key: string]: Catalogue };

const read = (room: string): Catalogue =>
  JSON.parse(readFileSync(join(PORTAL_FOLDER, 'locales/en', `${room}.json`), 'utf8')) as Catalogue;
const textsOf = (part: Catalogue): string[] =>
  typeof part === 'string' ? [part] : Object.values(part).flatMap(textsOf);
const pagesOf = (room: string): [string, string[]][] =>
  Object.entries(read(room) as Record<string, Catalogue>)
    .filter(([, part]) => typeof part !== 'string')
    .map(([page, part]) => [`${room}.${page}`, textsOf(part)]);

describe('what residents read', () => {
  it.each([...pagesOf('resident'), ...pagesOf('text'), ['words', textsOf(read('words'))] as [string, string[]]])(
    'can be read at the age of eleven: %s',
    (_page, texts) => {
      const { grade, longest, longestSentence } = measure(texts);
      expect(grade).toBeLessThanOrEqual(HARDEST_GRADE);
      expect({ longest: longest <= MOST_WORDS, longestSentence }).toEqual({ longest: true, longestSentence });
    },
  );
});

describe('the measure', () => {
  it.each([
    ['share', 1],
    ['stopped', 1],
    ['ended', 2],
    ['people', 2],
    ['houses', 2],
    ['information', 4],
    ['medicines', 3],
    ['agreement', 3],
    ['occupational', 5],
    ['yes', 1],
  ])('counts the syllables of "%s": %d', (spoken, count) => expect(syllables(spoken)).toBe(count));

  it('finds a text that is too hard, and a sentence that is too long', () => {
    const hard = 'Processing of special category data necessitates an appropriate statutory authorisation.';
    expect(measure([hard]).grade).toBeGreaterThan(HARDEST_GRADE);
    const long = `${'We tell you what we do and '.repeat(4)}why.`;
    expect(measure(['Short.', long])).toMatchObject({ longest: 29, longestSentence: long });
  });

  it('puts easy above hard as the published scale does', () => {
    expect(measure(['The cat sat on the mat.']).grade).toBeLessThan(0);
    const middle = 'We ask them to delete what they have opened. We then show you what they say about it.';
    expect(measure([middle]).grade).toBeLessThan(HARDEST_GRADE);
  });
});
