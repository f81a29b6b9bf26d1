import { describe, expect, it } from '@jest/globals';
import { D1, D2, TELLING } from '../testing/town.js';
import { carriedFields } from '../../shell/journey/carried-fields.js';
import { RefuseJourney } from './refuse.journey.js';
import { fieldsOf, refusalOf } from './refusal.js';

const AGREEMENTS = [D1, D2];
const KNOWN = { agreements: AGREEMENTS, telling: TELLING };
const { questions, reviews } = new RefuseJourney();

describe('a no in advance', () => {
  it('names only those of whom residents are told, and nothing that is discreet', () => {
    const fields = { recipients: ['HARBOUR', 'BEACON'], categories: ['MEDS', 'DOMESTICABUSE', 'SAFEGUARDING'] };
    expect(refusalOf(fields, AGREEMENTS)).toEqual({ recipients: ['HARBOUR'], categories: ['MEDS'] });
    const pages = questions.map((question) => question.page(refusalOf({}, AGREEMENTS), KNOWN, []));
    expect(JSON.stringify(pages)).not.toMatch(/BEACON|Domestic|Safeguarding|"checked":true/);
  });

  it('is about all of them where one chose that, whatever else was chosen', () => {
    const all = refusalOf({ recipients: ['all', 'HARBOUR'], categories: 'all' }, AGREEMENTS);
    expect(all).toEqual({ recipients: null, categories: null });
    expect(refusalOf(fieldsOf(all), AGREEMENTS)).toEqual(all);
  });

  it('carries the other answer along in each form', () => {
    const refusal = refusalOf({ recipients: 'HARBOUR', categories: ['MEDS'] }, AGREEMENTS);
    expect(carriedFields(fieldsOf(refusal), questions[1]!.asks)).toEqual([{ name: 'recipients', value: 'HARBOUR' }]);
    expect(carriedFields(fieldsOf(refusal), [])).toHaveLength(2);
  });

  it('is checked with two answers and a way back to each part', () => {
    const answers = { recipients: null, categories: ['MEDS'] as const };
    const { model } = reviews[0]!.show({ path: '/resident/refuse', known: KNOWN, answers });
    const { rows, choices } = model;
    expect(rows.map(({ texts, change }) => [texts, change?.href])).toEqual([
      [['Anyone'], '/resident/refuse'],
      [['Medicines'], '/resident/refuse/what'],
    ]);
    expect(choices).toHaveLength(2);
  });
});
