import { describe, expect, it } from '@jest/globals';
import { carriedFields } from '../../shell/journey/carried-fields.js';
import { Texts } from '../../words/texts.js';
import { AgreementStopJourney } from './agreement-stop.journey.js';
import { reasonIn, StepQuestion, type StopStep, type TypedStep } from './step-question.js';

const t = new Texts(['en']).in('en');
const AGREEMENT: StopStep = { key: 'agreement', name: 'D2 Adaptations', reasoned: true };
const AGENCY: StopStep = { key: 'agency', name: '', reasoned: true, options: [{ value: 'REACH', text: 'Reach' }] };

const question = new StepQuestion();
const errorsOf = (step: StopStep, typed: TypedStep) => question.errors(typed, { step, t });
const shown = (step: StopStep, typed: TypedStep = NOTHING, errors = question.errors(typed, { step, t })) =>
  question.page(typed, { step, t }, errors);
const NOTHING: TypedStep = { what: '', reason: '', version: '' };
const typing = (change: Partial<TypedStep>): TypedStep => ({ ...NOTHING, ...change });

describe('a step of an emergency stop', () => {
  it('needs a reason, and a choice where there is one to make', () => {
    expect(errorsOf(AGREEMENT, typing({ reason: ' a ' })).map(({ field }) => field)).toEqual(['reason']);
    expect(errorsOf(AGREEMENT, typing({ reason: 'x'.repeat(501) }))[0]!.text).toBe('Say why in at most 500 letters');
    expect(errorsOf(AGENCY, typing({ what: 'OTHER', reason: 'why' })).map(({ field }) => field)).toEqual(['what']);
    expect(errorsOf(AGENCY, typing({ what: 'REACH', reason: 'why' }))).toEqual([]);
    expect(errorsOf({ key: 'lift', name: 'x', reasoned: false }, NOTHING)).toEqual([]);
  });

  it('sends a reason in one line, as the API takes it', () =>
    expect(reasonIn({ reason: ' a breach\r\nwas\tfound ' })).toBe('a breach was found'));

  it('chooses nothing by itself, and keeps what was typed beside what is wrong', () => {
    const fresh = shown(AGENCY, NOTHING, []).model;
    expect(fresh.select!.items.filter((item) => 'selected' in item && item.selected)).toEqual([]);
    const typed = typing({ what: 'REACH', reason: 'x' });
    const again = shown(AGENCY, typed).model;
    expect(again.select!.items[1]).toMatchObject({ selected: true });
    expect(again.textarea).toMatchObject({ value: 'x', errorMessage: { text: 'Say why, in at least 3 letters' } });
    expect(errorsOf(AGENCY, typed)).toEqual([{ text: 'Say why, in at least 3 letters', field: 'reason' }]);
  });

  it.each(['agreement', 'agency', 'category', 'resume', 'lift', 'rollback'] as const)(
    'has all its texts: %s',
    (key) => {
      const step: StopStep = { ...AGREEMENT, key };
      expect(shown(step).title).not.toContain('{{');
      expect(shown(step).model.button.text).not.toBe('');
    },
  );

  it('names the version that was looked at', () => {
    const begun = new AgreementStopJourney('stop').begin({ version: '"3"' });
    expect(carriedFields({ ...begun }, ['what', 'reason'])).toEqual([{ name: 'version', value: '"3"' }]);
  });
});
