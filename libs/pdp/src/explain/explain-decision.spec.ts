import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine, parseBundle, type PolicyEngine } from '#libs/cedar';
import type { DecisionRequest } from '#libs/domain';
import type { Facts } from '../facts/facts.js';
import { decide } from '../decide.js';
import { loadPolicies } from '../load-policies.js';
import {
  LATER,
  NOW,
  PAST,
  sampleAgreement,
  sampleDirective,
  sampleFacts,
  sampleRequest,
  sampleRequester,
} from '../sample-facts.js';
import { explainDecision } from './explain-decision.js';
import type { Explanation, Reader } from './explanation.js';

let engine: PolicyEngine;
beforeAll(async () => {
  engine = new CompiledEngine(await loadPolicies('policies'));
});

const facts = (change: Partial<Facts> = {}): Facts => sampleFacts(engine.bundle.hash, change);

function explain(
  given: Facts,
  reader: Reader,
  change: Partial<DecisionRequest> = {},
  languages: string[] = [],
): Explanation {
  const question = { request: { ...sampleRequest, ...change }, facts: given };
  const decision = decide(question.request, question.facts, engine);
  return explainDecision(question, decision, engine, { reader, languages });
}

const explicit = sampleAgreement({ mode: 'EXPLICIT', maxConsentDays: 180 });

describe('an explanation', () => {
  it('is in English where a bundle that was stored before packs were checked holds one that cannot be read', () => {
    const files = [...engine.bundle.files, { name: 'explain/cy.json', text: '{' }];
    const stored = new CompiledEngine(parseBundle(files));
    const question = { request: sampleRequest, facts: sampleFacts(stored.bundle.hash, {}) };
    const decision = decide(question.request, question.facts, stored);
    const told = explainDecision(question, decision, stored, { reader: 'practitioner', languages: ['cy'] });
    expect([told.language, told.says]).toEqual(['en', expect.stringMatching(/./)]);
  });

  it('of a permit says on what it rests, and what the resident may do', () => {
    expect(explain(facts(), 'practitioner')).toMatchObject({
      outcome: 'permit',
      rule: 'direct-care',
      says: expect.stringContaining('direct care'),
      rights: 'The resident may object to this.',
      missing: [],
      change: null,
    });
  });

  it('of a denial names everything that stands against it and the smallest change that would allow it', () => {
    const given = facts({
      agreements: [explicit],
      relationships: [],
      requester: { ...sampleRequester, roles: ['surveyor'] },
    });
    const told = explain(given, 'practitioner');
    expect(told.outcome).toBe('deny');
    expect(told.missing).toHaveLength(3);
    expect(told.change).toEqual([
      expect.stringContaining('reablement lead'),
      expect.stringContaining('caseload or referral'),
      'The resident agrees to this sharing of medicines with REACH, if they wish to.',
    ]);
  });

  it('speaks to the resident of themself', () => {
    const given = facts({ agreements: [explicit], directives: [sampleDirective({ status: 'ConsentRefused' })] });
    const told = explain(given, 'resident');
    expect(told.says).toMatch(/\b[Yy]ou\b/);
    expect(told.change).toEqual([
      'You change your mind and take back your no.',
      'You say yes to REACH having medicines.',
    ]);
  });

  it('offers nothing where nothing would help', () => {
    const given = facts({ resident: { id: 'margaret', deceasedAt: PAST, sixteenAt: null, eighteenAt: null } });
    expect(explain(given, 'practitioner')).toMatchObject({ rule: 'deceased', change: null });
  });

  it('gives the officer the conditions and the values that they saw, and nobody else', () => {
    const given = facts({ agreements: [sampleAgreement({ categories: ['FUNCTION'] })] });
    const { trace } = explain(given, 'officer');
    expect(trace?.[0]).toBe('Under agreement D1, version 1:');
    expect(trace?.join('\n')).toMatch(/forbid category-not-in-agreement: satisfied/);
    expect(trace?.join('\n')).toMatch(/context\.category was "MEDS"/);
    expect(explain(given, 'practitioner').trace).toBeNull();
  });
});

describe('what must not be told', () => {
  it('a resident’s consent, to somebody who has nothing to do with them', () => {
    const unknown = { agreements: [explicit], relationships: [] };
    const told = explain(facts(unknown), 'practitioner');
    expect(told.change).toHaveLength(2);
    expect(explain(facts({ ...unknown, directives: [sampleDirective()] }), 'practitioner')).toEqual(told);
    expect(explain(facts({ ...unknown, directives: [sampleDirective()] }), 'officer').change).toHaveLength(1);
  });

  const shielded = (): Facts =>
    facts({
      agreements: [sampleAgreement({ categories: ['CONTACT'] })],
      shields: [{ id: 's', startsAt: PAST, endsAt: null, allowed: [] }],
    });
  const refusing = (): Facts =>
    facts({
      agreements: [sampleAgreement({ categories: ['CONTACT'] })],
      directives: [sampleDirective({ status: 'ConsentRefused' })],
    });

  it.each(['practitioner', 'resident'] as const)('a shield and a refusal read alike to a %s', (reader) => {
    const told = explain(shielded(), reader, { category: 'CONTACT' });
    expect(told).toEqual(explain(refusing(), reader, { category: 'CONTACT' }));
    expect(told).toMatchObject({ rule: 'withheld', missing: [], change: null, trace: null });
    expect(JSON.stringify(told)).not.toMatch(/shield|address|hid/i);
  });

  it('but an officer reads which it was', () => {
    expect(explain(shielded(), 'officer', { category: 'CONTACT' }).rule).toBe('location-shielded');
  });
});

describe('languages', () => {
  it('come from the rules in English, whatever is asked for and not there', () => {
    expect(explain(facts(), 'practitioner', {}, ['so', 'en-GB'])).toMatchObject({ language: 'en', reviewed: true });
  });

  it('are all translatable: nothing in the pseudo-locale reads as plain English', () => {
    const given = facts({ agreements: [explicit], relationships: [] });
    const told = explain(given, 'practitioner', {}, ['en-XA']);
    expect(told).toMatchObject({ language: 'en-XA', reviewed: false });
    const texts = [told.says, ...told.missing, ...(told.change ?? [])];
    for (const text of texts) expect(text.replaceAll(/REACH|D1/g, '')).not.toMatch(/[A-Za-z]{2}/);
  });
});

describe('the smallest change', () => {
  it('is refused where a change in the facts would not be enough', () => {
    const given = facts({ requester: { ...sampleRequester, agency: 'HARBOUR' } });
    expect(explain(given, 'practitioner')).toMatchObject({ rule: 'wrong-agency', change: null });
  });

  it('never asks for more than one thing where one is enough', () => {
    const singles: Partial<Facts>[] = [
      { requester: { ...sampleRequester, status: 'suspended' } },
      { requester: { ...sampleRequester, trainingExpiresAt: PAST } },
      { sourceAgencyStatus: 'suspended' },
      { categoryStops: ['MEDS'] },
      { restrictions: [{ id: 'r', startsAt: PAST, endsAt: null }] },
      { directives: [sampleDirective({ status: 'Objected' })] },
      { directives: [sampleDirective({ status: 'ConsentWithdrawn' })] },
      { agreements: [] },
      { agreements: [sampleAgreement({ state: 'suspended' })] },
      { agreements: [sampleAgreement({ purpose: 'HAZARD' })] },
      { agreements: [sampleAgreement({ categories: [] })] },
      { requester: { ...sampleRequester, roles: ['gp'] } },
      { relationships: [] },
      { agreements: [explicit] },
      { agreements: [explicit], directives: [sampleDirective({ startsAt: PAST, expiresAt: NOW })] },
      { agreements: [explicit], directives: [sampleDirective({ expiresAt: LATER, purposes: ['HAZARD'] })] },
    ];
    const counts = singles.map((change) => explain(facts(change), 'practitioner').change?.length);
    expect(counts).toEqual(singles.map(() => 1));
  });
});
