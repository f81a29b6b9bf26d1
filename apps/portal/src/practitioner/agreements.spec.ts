import { describe, expect, it } from '@jest/globals';
import { type Agreement, categoriesFor, purposesFor, questionsFor } from './agreements.js';
import { agreementOf } from './testing/agreements.js';

const agreement = (change: Partial<Agreement>): Agreement =>
  agreementOf({
    parties: ['NM-GP', 'NM-ACUTE'].map((source) => ({ source, recipient: 'REACH', bases: null })),
    ...change,
  });
const PELL = { audience: 'practitioner', sub: 'pell', agency: 'REACH', roles: ['reablement-lead'] } as const;

describe('what to ask about', () => {
  it('is each category from each agency that an agreement lets it come from', () => {
    expect(questionsFor([agreement({})], PELL, 'COC', 'MEDS')).toEqual([
      { category: 'MEDS', source: 'NM-ACUTE' },
      { category: 'MEDS', source: 'NM-GP' },
    ]);
  });

  it('is one question where no agreement names the category, for the denial that says so', () => {
    expect(questionsFor([agreement({})], PELL, 'COC', 'FINANCE')).toEqual([
      { category: 'FINANCE', source: 'NM-ACUTE' },
    ]);
    expect(questionsFor([], PELL, 'COC', 'FINANCE')).toEqual([{ category: 'FINANCE', source: 'REACH' }]);
  });

  it('takes drafts for nothing, and what has expired for what it named', () => {
    const some = [agreement({ id: 'D8', state: 'draft', categories: ['ASB'] }), agreement({ state: 'expired' })];
    expect(categoriesFor(some, 'REACH', 'COC')).toEqual(['MEDS', 'FUNCTION']);
  });
});

describe('the purposes offered', () => {
  it('are those of agreements in force for this agency and role', () => {
    const some = [
      agreement({}),
      agreement({ purpose: 'HAZARD', recipientRoles: ['surveyor'] }),
      agreement({ purpose: 'HOUSUP', state: 'expired' }),
      agreement({ purpose: 'SAFEG', parties: [{ source: 'NM-GP', recipient: 'NM-ASC', bases: null }] }),
      agreement({ purpose: 'TREAT', state: 'under-review' }),
    ];
    expect(purposesFor(some, PELL)).toEqual(['COC', 'TREAT']);
  });
});
