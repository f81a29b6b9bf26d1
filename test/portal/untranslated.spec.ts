import { describe, expect, it } from '@jest/globals';
import { restOf } from './untranslated.js';

const hasWords = (text: string): boolean => /\p{L}{2}/u.test(restOf(text));

describe('what counts as untranslated in the pseudo-locale', () => {
  it.each(['Stop sharing', 'Next', '[Ňéẍţ ~] page', 'surveyor', 'Sharing until 3 May 2026', 'Error: [Ṫýþé ~]'])(
    'is %j',
    (text) => {
      expect(hasWords(text)).toBe(true);
    },
  );

  it.each([
    '[Šţöþ šĥáŕíñğ ~ ~]',
    '[Šĥáŕíñğ [ŵíţĥ ~] ~] – 3 May 2026',
    'Northmere',
    'Northmere Council Adult Social Care',
    'Margaret Hale, 82',
    'NM-ASC · D2 · 14:03 · 2:03pm · 3 May',
    '1d0be84b-178d-4289-999c-13789277e0c8',
    '12 (3 %)',
  ])('is not %j', (text) => {
    expect(hasWords(text)).toBe(false);
  });
});
