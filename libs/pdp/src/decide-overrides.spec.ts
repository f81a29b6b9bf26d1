import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import type { Facts } from './facts/facts.js';
import { decide } from './decide.js';
import { loadPolicies } from './load-policies.js';
import {
  LATER,
  NOW,
  PAST,
  sampleAgreement,
  sampleDirective,
  sampleFacts,
  sampleOverride,
  sampleRequest,
  SOON,
} from './sample-facts.js';

let engine: CompiledEngine;
beforeAll(async () => {
  engine = new CompiledEngine(await loadPolicies('policies'));
});

const decideWith = (change: Partial<Facts> = {}) =>
  decide(sampleRequest, sampleFacts(engine.bundle.hash, change), engine);

describe('overrides', () => {
  const refusal = { directives: [sampleDirective({ status: 'ConsentRefused' })] };

  it.each([
    ['VITAL', 'vital', { notify: true, deferNotice: false }],
    ['SAFEGUARDING', 'safeguarding-override', { notify: true, deferNotice: true }],
    ['LEGAL_DUTY', 'legal-duty', { notify: true, deferNotice: false }],
  ] as const)('of mode %s go past a refusal and stand in for the agreement', (mode, rule, obligations) => {
    const overrides = [sampleOverride({ mode, instrument: mode === 'LEGAL_DUTY' ? 'Care Act 2014 s.45' : null })];
    const decision = decideWith({ ...refusal, agreements: [], relationships: [], overrides });
    expect(decision).toMatchObject({
      outcome: 'permit',
      rule,
      basis: mode,
      agreement: null,
      obligations,
      notAfter: LATER,
    });
  });

  it.each([
    ['another category', { categories: ['FUNCTION' as const] }, 'outside-override'],
    ['a legal duty that cites nothing', { mode: 'LEGAL_DUTY' as const }, 'outside-override'],
    ['a break-glass of no one in particular', { practitionerId: null }, 'outside-override'],
    ['the break-glass of another', { practitionerId: 'other' }, 'no-agreement'],
    ['another agency', { agency: 'NM-GP' }, 'no-agreement'],
    ['another purpose', { purpose: 'ETREAT' as const }, 'no-agreement'],
    ['one that has ended', { endsAt: NOW }, 'no-agreement'],
    ['one to come', { startsAt: SOON }, 'no-agreement'],
  ])('do not carry %s', (_, change, reason) =>
    expect(decideWith({ agreements: [], overrides: [sampleOverride(change)] })).toMatchObject({
      outcome: 'deny',
      reason,
    }),
  );

  it('count only for agencies that have joined a protocol for them', () => {
    const recipientProtocols: Facts['recipientProtocols'] = ['SAFEGUARDING', 'LEGAL_DUTY'];
    const outside = { ...refusal, agreements: [], overrides: [sampleOverride()], recipientProtocols };
    expect(decideWith(outside)).toMatchObject({ outcome: 'deny', rule: 'no-protocol', reason: 'no-protocol' });
    expect(decideWith({ ...outside, recipientProtocols: ['VITAL'] }).outcome).toBe('permit');
  });

  it('use an agreement made for them, which cites nothing by itself', () => {
    const agreements = [sampleAgreement({ id: 'D9', mode: 'LEGAL_DUTY', redactions: { MEDS: ['note'] } })];
    const cited = sampleOverride({ mode: 'LEGAL_DUTY', instrument: 'Care Act 2014 s.45', practitionerId: null });
    expect(decideWith({ agreements, overrides: [cited], recipientProtocols: [] })).toMatchObject({
      rule: 'legal-duty',
      agreement: 'D9',
      basis: 'LEGAL_DUTY',
      obligations: { redact: ['note'], notify: true },
    });
    expect(decideWith({ agreements, overrides: [{ ...cited, instrument: null }] }).outcome).toBe('deny');
  });

  it('leave an ordinary permit as it is, and add their obligations', () =>
    expect(decideWith({ overrides: [sampleOverride()] })).toMatchObject({
      rule: 'direct-care',
      basis: 'DIRECT_CARE',
      obligations: { notify: true, noOnwardSharing: true, alert: false },
    }));

  it('never make a refused agreement the basis', () =>
    expect(decideWith({ ...refusal, overrides: [sampleOverride()] })).toMatchObject({
      rule: 'vital',
      agreement: null,
    }));

  it('go with an agreement of their own mode', () =>
    expect(
      decideWith({
        ...refusal,
        agreements: [sampleAgreement({ id: 'D4', mode: 'SAFEGUARDING' })],
        overrides: [sampleOverride({ mode: 'SAFEGUARDING', practitionerId: null })],
      }),
    ).toMatchObject({ rule: 'safeguarding', agreement: 'D4', basis: 'SAFEGUARDING' }));

  it('get through a restriction by its mapped ground, marked as disputed (UK GDPR Art 18)', () => {
    const restrictions = [{ id: 'r', startsAt: PAST, endsAt: null }];
    expect(decideWith({ restrictions }).reason).toBe('restricted');
    const decision = decideWith({ restrictions, overrides: [sampleOverride()] });
    expect(decision).toMatchObject({ outcome: 'permit', rule: 'vital', obligations: { accuracyDisputed: true } });
    expect(decideWith({ overrides: [sampleOverride()] }).obligations.accuracyDisputed).toBe(false);
  });

  it('go past no hard bar but, for a legal duty, death', () => {
    const died = { resident: { id: 'margaret', deceasedAt: PAST, sixteenAt: null, eighteenAt: null } };
    expect(decideWith({ categoryStops: ['MEDS'], overrides: [sampleOverride()] }).reason).toBe('category-stopped');
    expect(decideWith({ ...died, agreements: [], overrides: [sampleOverride()] }).reason).toBe('deceased');
    const duty = sampleOverride({ mode: 'LEGAL_DUTY', instrument: "coroner's notice" });
    expect(decideWith({ ...died, overrides: [duty] })).toMatchObject({ rule: 'legal-duty', outcome: 'permit' });
  });
});
