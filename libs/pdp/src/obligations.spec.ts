import { describe, expect, it } from '@jest/globals';
import type { Rule } from '#libs/cedar';
import { findUnknownObligation, isKnownObligation, obligationNames, uniteObligations } from './obligations.js';
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

const under = (redactions: { [category: string]: string[] }) => sampleAgreement({ redactions });

describe('obligations', () => {
  it('are read from a list, however spaced', () =>
    expect(obligationNames(rule(' redact,notify ,\n defer-notice'))).toEqual(['redact', 'notify', 'defer-notice']));

  it('are none without the annotation', () => expect(obligationNames(rule())).toEqual([]));

  it.each(['redact', 'redact:patient.address', 'notify', 'defer-notice', 'no-onward-sharing'])('know %s', (name) =>
    expect(isKnownObligation(name)).toBe(true),
  );

  it.each(['mask', 'Redact', 'redact:', 'redact:a;b', 'toString'])('do not know %s', (name) => {
    expect(isKnownObligation(name)).toBe(false);
    expect(
      findUnknownObligation([
        { rule: rule(), agreement: null },
        { rule: rule(name), agreement: null },
      ]),
    ).not.toBeNull();
  });

  it('unite the fields of every agreement for the category, and those that rules name', () => {
    const permits = [
      { rule: rule('redact'), agreement: under({ MEDS: ['dose', 'author'], FUNCTION: ['other'] }) },
      { rule: rule('redact redact:note'), agreement: under({ MEDS: ['author'] }) },
      { rule: rule('notify'), agreement: under({ MEDS: ['not.asked.for'] }) },
      { rule: rule('redact no-onward-sharing'), agreement: null },
    ];
    expect(uniteObligations(permits, 'MEDS')).toEqual({
      redact: ['author', 'dose', 'note'],
      notify: true,
      deferNotice: false,
      noOnwardSharing: true,
    });
  });
});
