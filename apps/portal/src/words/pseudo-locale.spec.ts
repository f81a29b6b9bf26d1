import { describe, expect, it } from '@jest/globals';
import { pseudo } from './pseudo-locale.js';

describe('the pseudo-locale', () => {
  it('makes every text longer, accented and bracketed, and leaves places and keys alone', () => {
    expect(pseudo({ looks: { title: 'Who looked', count_one: '{{count}} look' } })).toEqual({
      looks: { title: '[Ŵĥö łöökéð ~ ~]', count_one: '[{{count}} łöök ~ ~ ~]' },
    });
  });

  it('brackets each line for itself, because pages make a paragraph or a heading of it', () => {
    expect(pseudo({ body: 'One.\n\n## Two\nThree.' })).toEqual({ body: '[Öñé. ~]\n\n## [Ţŵö ~]\n[Ţĥŕéé. ~]' });
  });
});
