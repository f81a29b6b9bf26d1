import { describe, expect, it } from '@jest/globals';
import { Texts } from './texts.js';
import { VOCABULARIES } from './words.js';

const t = new Texts(['en']).in('en');

/**
 * Why something is not shared, and that a list is empty, is said of somebody who did it before as of somebody who never did: their
 * yes may have been narrowed, or be over. So it is said how it is now, and never what has not happened.
 */
const claimsHistory = (text: string): boolean =>
  /\b(has|have|had)( not|n[’']t) (been|said|joined|linked|asked|given)\b/i.test(text) || /\b(never|yet)\b/i.test(text);

const EMPTY = ['resident.glance.now.none', 'resident.glance.asked.none', 'resident.looks.deny.none'];
const REASONS = VOCABULARIES.reason.flatMap((code) => [`resident.reason.${code}`, `words.reason.${code}`]);

describe('why something is not so', () => {
  it.each([...REASONS, ...EMPTY])('claims nothing of what was before: %s', (key) => {
    expect(t(key)).not.toBe(key);
    expect(claimsHistory(t(key))).toBe(false);
  });

  it.each([
    'You have not said yes to this',
    'The person has not said yes to this',
    'They have not joined the rules for this',
    'The organisation has not linked the person yet',
    'They do not know you in this service yet',
    'You have not said no to anything.',
    'You never said yes to this',
  ])('and this check finds: %s', (text) => expect(claimsHistory(text)).toBe(true));

  it('says of a yes that was narrowed, is over, or never was, what is so of all three', () => {
    expect(t('resident.reason.needs-consent')).toBe('It needs your yes, and no yes of yours covers it now');
    expect(t('words.reason.needs-consent')).toBe("It needs the person's yes, and none covers it now");
  });
});
