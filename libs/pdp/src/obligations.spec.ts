import { describe, expect, it } from '@jest/globals';
import type { Rule } from '#libs/cedar';
import { noObligations } from '#libs/domain';
import type { AgreementFact } from './facts/asked.js';
import {
  findUnknownObligation,
  isKnownObligation,
  obligationNames,
  uniteObligations,
  type Obliging,
} from './obligations.js';
import { sampleAgreement } from './sample-facts.js';

const rule = (obligation?: string): Rule => ({
  id: 'r',
  effect: 'permit',
  annotations: obligation === undefined ? {} : { obligation },
  text: '',
  json: { effect: 'permit', principal: { op: 'All' }, action: { op: 'All' }, resource: { op: 'All' }, conditions: [] },
  file: 'a.cedar',
  line: 1,
});

const obliging = (names: string, agreement: AgreementFact | null): Obliging => ({
  obligations: obligationNames(rule(names)),
  agreement,
});

const under = (redactions: { [category: string]: string[] }) => sampleAgreement({ redactions });

describe('obligations', () => {
  it('are read from a list, however spaced', () =>
    expect(obligationNames(rule(' redact,notify ,\n defer-notice'))).toEqual(['redact', 'notify', 'defer-notice']));

  it('are none without the annotation', () => expect(obligationNames(rule())).toEqual([]));

  it.each([
    'redact',
    'redact:patient.address',
    'mask:patient.phone',
    'notify',
    'defer-notice',
    'no-onward-sharing',
    'onward-as-agreed',
    'alert',
  ])('know %s', (name) => expect(isKnownObligation(name)).toBe(true));

  it.each(['mask', 'Redact', 'redact:', 'redact:a;b', 'mask:', 'toString'])('do not know %s', (name) => {
    expect(isKnownObligation(name)).toBe(false);
    expect(findUnknownObligation(['redact', name, 'notify'])).toBe(name);
  });

  it('unite the fields of every agreement for the category, and those that rules name', () => {
    const permits = [
      obliging('redact', under({ MEDS: ['dose', 'author'], FUNCTION: ['other'] })),
      obliging('redact redact:note', under({ MEDS: ['author'] })),
      obliging('notify', under({ MEDS: ['not.asked.for'] })),
      obliging('redact no-onward-sharing', null),
    ];
    expect(uniteObligations(permits, 'MEDS')).toEqual({
      ...noObligations(),
      redact: ['author', 'dose', 'note'],
      notify: true,
      noOnwardSharing: true,
    });
  });

  it('hide more where one rule masks a field that another redacts', () => {
    const permits = [obliging('mask:phone mask:email alert', null), obliging('redact:email', null)];
    expect(uniteObligations(permits, 'CONTACT')).toMatchObject({ redact: ['email'], mask: ['phone'], alert: true });
  });

  it.each([
    [true, false],
    [false, true],
  ])('leave onward sharing to the agreement: allowed %s, forbidden %s', (onwardSharing, forbidden) => {
    const permit = obliging('onward-as-agreed', sampleAgreement({ onwardSharing }));
    expect(uniteObligations([permit], 'MEDS').noOnwardSharing).toBe(forbidden);
    expect(uniteObligations([permit, obliging('no-onward-sharing', null)], 'MEDS').noOnwardSharing).toBe(true);
  });

  it('forbid onward sharing where no agreement speaks of it', () =>
    expect(uniteObligations([obliging('onward-as-agreed', null)], 'MEDS').noOnwardSharing).toBe(true));
});
