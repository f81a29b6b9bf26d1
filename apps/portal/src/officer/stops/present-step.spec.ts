import { describe, expect, it } from '@jest/globals';
import { carriedFields } from '../../shell/journey/carried-fields.js';
import { Texts } from '../../shell/texts.js';
import { AgreementStopJourney } from './agreement-stop.journey.js';
import { errorsOfStep, presentStep, reasonIn, titleOfStep, type StopStep, type TypedStep } from './present-step.js';

const t = new Texts(['en']).in('en');
const AGREEMENT: StopStep = { key: 'agreement', name: 'D2 Adaptations', reasoned: true };
const AGENCY: StopStep = { key: 'agency', name: '', reasoned: true, options: [{ value: 'REACH', text: 'Reach' }] };

const NOTHING: TypedStep = { what: '', reason: '', version: '' };
const typing = (change: Partial<TypedStep>): TypedStep => ({ ...NOTHING, ...change });

describe('a step of an emergency stop', () => {
  it('needs a reason, and a choice where there is one to make', () => {
    expect(errorsOfStep(AGREEMENT, typing({ reason: ' a ' }), t).map(({ field }) => field)).toEqual(['reason']);
    expect(errorsOfStep(AGREEMENT, typing({ reason: 'x'.repeat(501) }), t)[0]!.text).toBe(
      'Say why in at most 500 letters',
    );
    expect(errorsOfStep(AGENCY, typing({ what: 'OTHER', reason: 'why' }), t).map(({ field }) => field)).toEqual([
      'what',
    ]);
    expect(errorsOfStep(AGENCY, typing({ what: 'REACH', reason: 'why' }), t)).toEqual([]);
    expect(errorsOfStep({ key: 'lift', name: 'x', reasoned: false }, NOTHING, t)).toEqual([]);
  });

  it('sends a reason in one line, as the API takes it', () =>
    expect(reasonIn({ reason: ' a breach\r\nwas\tfound ' })).toBe('a breach was found'));

  it('chooses nothing by itself, and keeps what was typed beside what is wrong', () => {
    const fresh = presentStep(AGENCY, { typed: NOTHING, errors: [] }, t);
    expect(fresh.select!.items.filter((item) => 'selected' in item && item.selected)).toEqual([]);
    const typed = typing({ what: 'REACH', reason: 'x' });
    const again = presentStep(AGENCY, { typed, errors: errorsOfStep(AGENCY, typed, t) }, t);
    expect(again.select!.items[1]).toMatchObject({ selected: true });
    expect(again.textarea).toMatchObject({ value: 'x', errorMessage: { text: 'Say why, in at least 3 letters' } });
    expect(errorsOfStep(AGENCY, typed, t)).toEqual([{ text: 'Say why, in at least 3 letters', field: 'reason' }]);
  });

  it.each(['agreement', 'agency', 'category', 'resume', 'lift', 'rollback'] as const)(
    'has all its texts: %s',
    (key) => {
      const step: StopStep = { ...AGREEMENT, key };
      expect(titleOfStep(step, t)).not.toContain('{{');
      expect(presentStep(step, { typed: NOTHING, errors: [] }, t).button.text).not.toBe('');
    },
  );

  it('names the version that was looked at', () => {
    const begun = new AgreementStopJourney('stop').begin({ version: '"3"' });
    expect(carriedFields({ ...begun }, ['what', 'reason'])).toEqual([{ name: 'version', value: '"3"' }]);
  });
});
