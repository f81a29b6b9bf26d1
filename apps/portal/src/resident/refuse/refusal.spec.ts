import { describe, expect, it } from '@jest/globals';
import { D1, D2, TELLING } from '../testing/town.js';
import { presentCheck, presentQuestion } from './present-refusal.js';
import { fieldsOf, hiddenOf, refusalOf } from './refusal.js';

const AGREEMENTS = [D1, D2];

describe('a no in advance', () => {
  it('names only those of whom residents are told, and nothing that is discreet', () => {
    const fields = { recipients: ['HARBOUR', 'BEACON'], categories: ['MEDS', 'DOMESTICABUSE', 'SAFEGUARDING'] };
    expect(refusalOf(fields, AGREEMENTS)).toEqual({ recipients: ['HARBOUR'], categories: ['MEDS'] });
    const pages = (['recipients', 'categories'] as const).map((part) =>
      presentQuestion(part, refusalOf({}, AGREEMENTS), AGREEMENTS, TELLING, false),
    );
    expect(JSON.stringify(pages)).not.toMatch(/BEACON|Domestic|Safeguarding|"checked":true/);
  });

  it('is about all of them where one chose that, whatever else was chosen', () => {
    const all = refusalOf({ recipients: ['all', 'HARBOUR'], categories: 'all' }, AGREEMENTS);
    expect(all).toEqual({ recipients: null, categories: null });
    expect(refusalOf(fieldsOf(all), AGREEMENTS)).toEqual(all);
  });

  it('carries the other answer along in each form', () => {
    const refusal = refusalOf({ recipients: 'HARBOUR', categories: ['MEDS'] }, AGREEMENTS);
    expect(hiddenOf(refusal, ['categories'])).toEqual([{ name: 'recipients', value: 'HARBOUR' }]);
    expect(hiddenOf(refusal, [])).toHaveLength(2);
  });

  it('is checked with two answers and a way back to each part', () => {
    const { rows, choices } = presentCheck({ recipients: null, categories: ['MEDS'] }, TELLING);
    expect(rows.map(({ texts, change }) => [texts, change?.href])).toEqual([
      [['Anyone'], '/resident/refuse'],
      [['Medicines'], '/resident/refuse/what'],
    ]);
    expect(choices).toHaveLength(2);
  });
});
