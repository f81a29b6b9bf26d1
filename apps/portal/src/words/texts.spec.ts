import { describe, expect, it } from '@jest/globals';
import { Texts } from './texts.js';

describe('the texts', () => {
  const texts = new Texts(['en', 'en-XA']);

  it('are found by key, with what stands in their places, unescaped: templates escape', () => {
    const t = texts.in('en');
    expect(t('shell.help.text', { phone: '<1>', hours: 'noon' })).toBe(
      'Call <1>. We are open noon. You do not need to use this website.',
    );
  });

  it('are one text each: a key of several fails', () => {
    expect(() => new Texts(['en']).in('en')('shell.errors.notFound')).toThrow('no text but several');
  });

  it('are never a key: one that is missing fails, in every language', () => {
    for (const language of ['en', 'en-XA'])
      expect(() => texts.in(language)('shell.nowhere')).toThrow('no text: shell.nowhere');
  });

  it('all exist in the pseudo-locale', () => {
    expect(texts.in('en-XA')('shell.skip')).toMatch(/^\[Š.*~\]$/);
  });
});
