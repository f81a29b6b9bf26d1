import { describe, expect, it } from '@jest/globals';
import { CATEGORIES, CATEGORY_TERMS, type Decision, noObligations } from '#libs/domain';
import type { Reader } from './explanation.js';
import { tellDecision } from './tell.js';

const permit = (hideLocation: boolean): Decision =>
  ({
    outcome: 'permit',
    reason: 'permitted',
    obligations: { ...noObligations(), hideLocation },
  }) as unknown as Decision;
const told = (hideLocation: boolean, category: string, reader: Reader): boolean =>
  tellDecision(permit(hideLocation), { category } as never, reader).obligations.hideLocation;

describe('the obligation that a shield brings', () => {
  it('is told alike whether there is a shield or not, to all but officers', () => {
    for (const category of CATEGORIES)
      for (const reader of ['practitioner', 'resident'] as const)
        expect([told(true, category, reader), told(false, category, reader)]).toEqual(
          Array(2).fill(!CATEGORY_TERMS[category].locating),
        );
    expect([told(true, 'MEDS', 'officer'), told(false, 'MEDS', 'officer')]).toEqual([true, false]);
  });

  it('is none of a denial', () => {
    const denial = { ...permit(false), outcome: 'deny', reason: 'no-agreement' } as Decision;
    expect(tellDecision(denial, { category: 'MEDS' } as never, 'practitioner')).toEqual({ ...denial, notAfter: null });
  });
});
