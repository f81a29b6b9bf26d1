import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REASON_CODES } from '#libs/domain';
import { look, TELLING } from '../testing/town.js';
import { lookFacts, whyFacts } from './present-look.js';
import { DENIALS_WITH_WORDS, PERMITS_WITH_WORDS, sayBasis, sayReason } from './say-rule.js';

const RULE = /@id\("([^"]+)"\)(?:\s*@(?!id)\w+\("[^"]*"\))*\s*(permit|forbid)/g;

/** Rules of which a resident would read less than the rule rests on. */
function wordless(policies: string): string[] {
  const among = (words: readonly string[], id: string): boolean => words.includes(id);
  return [...policies.matchAll(RULE)].flatMap(([text, id = '', effect]) => {
    if (effect === 'permit') return among(PERMITS_WITH_WORDS, id) ? [] : [id];
    // A denial with a reason of its own is told by it; one that shares a reason with another rule is not.
    const ownReason = /@reason\("([^"]+)"\)/.exec(text)?.[1] === id && among(REASON_CODES, id);
    return ownReason || among(DENIALS_WITH_WORDS, id) ? [] : [id];
  });
}

const POLICIES = readdirSync('policies')
  .filter((name) => name.endsWith('.cedar'))
  .map((name) => readFileSync(`policies/${name}`, 'utf8'))
  .join('\n');

describe('what a resident reads that a look rested on', () => {
  it('has words for every rule there is', () => {
    expect([...POLICIES.matchAll(RULE)].length).toBe(POLICIES.match(/@id\(/g)!.length);
    expect(wordless(POLICIES)).toEqual([]);
  });

  it('finds a rule that would be told as another', () => {
    const fault = `@id("direct-care-by-team")\n@basis("DIRECT_CARE")\n@explain("x")\npermit (principal, action, resource)`;
    const shared = `@id("refused-too")\n@reason("refused")\nforbid (principal, action, resource)`;
    expect(wordless(`${POLICIES}\n${fault};\n${shared};`)).toEqual(['direct-care-by-team', 'refused-too']);
  });

  it('tells every rule in words that no other rule has', () => {
    const told = [...PERMITS_WITH_WORDS, ...DENIALS_WITH_WORDS].map((rule) => TELLING.t(`resident.rule.${rule}`));
    expect(new Set(told).size).toBe(told.length);
  });

  it('tells a look on somebody’s own word as such, in the list and on its page', () => {
    const claimed = look({ rule: 'direct-care-self-claimed' });
    const own = 'Someone there said that they look after you. A privacy officer there is told.';
    expect(whyFacts(claimed, TELLING).at(-1)!.texts).toEqual([own]);
    expect(JSON.stringify(lookFacts(claimed, TELLING, 'Discharge'))).toContain(own);
    expect(whyFacts(look(), TELLING).at(-1)!.texts).toEqual(['To look after you']);
  });

  it('falls back to the mode and the reason for a rule that is newer than these words', () => {
    expect(sayBasis({ rule: 'of-tomorrow', basis: 'DIRECT_CARE', reason: null }, TELLING)).toBe('To look after you');
    expect(sayReason({ rule: 'withheld', basis: null, reason: 'withheld' }, TELLING)).toContain('Call us');
    // Let through by the rules, and refused on its way out.
    expect(sayReason({ rule: 'direct-care', basis: null, reason: 'busy' }, TELLING)).toContain('being changed');
    expect(sayReason({ rule: null, basis: null, reason: 'refused' }, TELLING)).toBe('You said no');
  });
});
