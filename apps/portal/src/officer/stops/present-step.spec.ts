import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../shell/texts.js';
import { errorsOfStep, presentStep, reasonIn, titleOfStep, type StopStep } from './present-step.js';

const t = new Texts(['en']).in('en');
const AGREEMENT: StopStep = { key: 'agreement', name: 'D2 Adaptations', reasoned: true, version: '"3"' };
const AGENCY: StopStep = { key: 'agency', name: '', reasoned: true, options: [{ value: 'REACH', text: 'Reach' }] };

describe('a step of an emergency stop', () => {
  it('needs a reason, and a choice where there is one to make', () => {
    expect(errorsOfStep(AGREEMENT, { reason: ' a ' }, t).map(({ field }) => field)).toEqual(['reason']);
    expect(errorsOfStep(AGREEMENT, { reason: 'x'.repeat(501) }, t)[0]!.text).toBe('Say why in at most 500 letters');
    expect(errorsOfStep(AGENCY, { what: 'OTHER', reason: 'why' }, t).map(({ field }) => field)).toEqual(['what']);
    expect(errorsOfStep(AGENCY, { what: 'REACH', reason: 'why' }, t)).toEqual([]);
    expect(errorsOfStep({ key: 'lift', name: 'x', reasoned: false }, {}, t)).toEqual([]);
  });

  it('sends a reason in one line, as the API takes it', () =>
    expect(reasonIn({ reason: ' a breach\r\nwas\tfound ' })).toBe('a breach was found'));

  it('chooses nothing by itself, and keeps what was typed beside what is wrong', () => {
    const fresh = presentStep(AGENCY, { typed: {}, errors: [] }, t);
    expect(fresh.what!.items.filter((item) => 'selected' in item && item.selected)).toEqual([]);
    const typed = { what: 'REACH', reason: 'x' };
    const again = presentStep(AGENCY, { typed, errors: errorsOfStep(AGENCY, typed, t) }, t);
    expect(again.what!.items[1]).toMatchObject({ selected: true });
    expect(again.reason).toMatchObject({ value: 'x', errorMessage: { text: 'Say why, in at least 3 letters' } });
    expect(again.errors!.errorList).toEqual([{ text: 'Say why, in at least 3 letters', href: '#reason' }]);
  });

  it.each(['agreement', 'agency', 'category', 'resume', 'lift', 'rollback'] as const)(
    'has all its texts: %s',
    (key) => {
      const step: StopStep = { ...AGREEMENT, key };
      expect(titleOfStep(step, t)).not.toContain('{{');
      expect(presentStep(step, { typed: {}, errors: [] }, t).button.text).not.toBe('');
    },
  );

  it('names the version that was looked at', () =>
    expect(presentStep(AGREEMENT, { typed: {}, errors: [] }, t).version).toBe('"3"'));
});
