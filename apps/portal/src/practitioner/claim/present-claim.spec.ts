import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../shell/texts.js';
import { checkClaim, presentClaim } from './present-claim.js';

const t = new Texts(['en']).in('en');
const wrong = (fields: Record<string, string>): string[] => checkClaim(fields, t).map(({ field }) => field);

describe('saying how one works with a person', () => {
  it('takes a reason and some words', () => {
    expect(wrong({ reason: 'duty-desk', words: 'On the desk today.' })).toEqual([]);
    expect(wrong({})).toEqual(['reason', 'words']);
    expect(wrong({ reason: 'curiosity', words: 'x'.repeat(501) })).toEqual(['reason', 'words']);
  });

  it('says before it what follows, keeps what was typed, and chooses nothing for anybody', () => {
    const empty = JSON.stringify(presentClaim(t, {}, []));
    expect(empty).toContain('alerts the privacy officer');
    expect(empty).not.toContain('"checked":true');
    expect(presentClaim(t, { words: 'Typed words' }, [])).toMatchObject({ words: { value: 'Typed words' } });
  });
});
