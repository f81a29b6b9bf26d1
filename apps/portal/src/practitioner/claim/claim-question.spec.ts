import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { ClaimQuestion, type Claim } from './claim-question.js';

const t = new Texts(['en']).in('en');
const question = new ClaimQuestion();
const claim = (change: Partial<Claim> = {}): Claim => ({ reason: '', words: '', ...change });
const wrong = (change: Partial<Claim>): string[] => question.errors(claim(change), { t }).map(({ field }) => field);
const shown = (change: Partial<Claim> = {}): object => question.page(claim(change), { t }, []).model;

describe('saying how one works with a person', () => {
  it('takes a reason and some words', () => {
    expect(wrong({ reason: 'duty-desk', words: 'On the desk today.' })).toEqual([]);
    expect(wrong({})).toEqual(['reason', 'words']);
    expect(wrong({ reason: 'curiosity', words: 'x'.repeat(501) })).toEqual(['reason', 'words']);
  });

  it('says before it what follows, keeps what was typed, and chooses nothing for anybody', () => {
    const empty = JSON.stringify(shown());
    expect(empty).toContain('alerts the privacy officer');
    expect(empty).not.toContain('"checked":true');
    expect(shown({ words: 'Typed words' })).toMatchObject({ textarea: { value: 'Typed words' } });
  });
});
