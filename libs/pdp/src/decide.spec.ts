import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine, parseBundle, PolicyEngine, type Bundle, type Evaluation } from '#libs/cedar';
import { noObligations } from '#libs/domain';
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
  sampleRelationship,
  sampleRequest,
  sampleRequester,
} from './sample-facts.js';

/** An engine that always gives the same answer. */
class FixedEngine extends PolicyEngine {
  constructor(
    readonly bundle: Bundle,
    private readonly answer: () => Evaluation,
  ) {
    super();
  }

  evaluate(): Evaluation {
    return this.answer();
  }
}

let engine: CompiledEngine;
beforeAll(async () => {
  engine = new CompiledEngine(await loadPolicies('policies'));
});

const decideWith = (change: Partial<Facts> = {}, request = sampleRequest) =>
  decide(request, sampleFacts(engine.bundle.hash, change), engine);

describe('a decision', () => {
  it('permits with rule, basis, agreement, bundle, epochs and clock', () =>
    expect(
      decideWith({ agreements: [sampleAgreement({ expiresAt: LATER, redactions: { MEDS: ['b', 'a'] } })] }),
    ).toEqual({
      outcome: 'permit',
      rule: 'direct-care',
      reason: 'permitted',
      explain: expect.stringContaining('direct care'),
      basis: 'DIRECT_CARE',
      agreement: 'D1',
      obligations: { ...noObligations(), redact: ['a', 'b'] },
      notAfter: LATER,
      bundle: engine.bundle.hash,
      epochs: { incarnation: '00000000', place: '1', practitioner: '2', resident: '3' },
      decidedAt: NOW,
    }));

  it('denies with the rule, its reason and the agreement concerned, and obliges to nothing', () =>
    expect(decideWith({ relationships: [] })).toMatchObject({
      outcome: 'deny',
      rule: 'no-relationship',
      reason: 'no-relationship',
      basis: null,
      agreement: 'D1',
      obligations: { redact: [], notify: false },
    }));

  it.each<[string, Partial<Facts>, string]>([
    ['no requester', { requester: null }, 'requester-unknown'],
    ['another requester', { requester: { ...sampleRequester, id: 'other' } }, 'requester-unknown'],
    ['no resident', { resident: null }, 'resident-unknown'],
    [
      'another resident',
      { resident: { id: 'other', deceasedAt: null, sixteenAt: null, eighteenAt: null } },
      'resident-unknown',
    ],
    ['no bundle in force', { bundle: null }, 'bundle-not-in-force'],
    ['another bundle in force', { bundle: 'f'.repeat(64) }, 'bundle-not-in-force'],
    ['an unreadable clock', { now: 'soon' }, 'facts-incomplete'],
    ['an unreadable time', { relationships: [sampleRelationship({ endsAt: 'infinity' })] }, 'facts-incomplete'],
    ['a list that is not there', { overrides: undefined as never }, 'facts-incomplete'],
    ['no agency', { requester: { ...sampleRequester, agency: null } }, 'wrong-agency'],
    ['an agency of unknown status', { requester: { ...sampleRequester, agencyStatus: null } }, 'agency-suspended'],
    ['a source of unknown status', { sourceAgencyStatus: null }, 'agency-suspended'],
    ['no training on record', { requester: { ...sampleRequester, trainingExpiresAt: null } }, 'training-lapsed'],
    ['training that ends now', { requester: { ...sampleRequester, trainingExpiresAt: NOW } }, 'training-lapsed'],
    ['a version too large to count', { agreements: [sampleAgreement({ version: 2 ** 53 })] }, 'engine-error'],
    [
      'an agreement for another purpose',
      { agreements: [sampleAgreement({ purpose: 'ETREAT' })] },
      'purpose-not-in-agreement',
    ],
    ['a mode that permits nothing by itself', { agreements: [sampleAgreement({ mode: 'VITAL' })] }, 'default-deny'],
    ['a duty that cites nothing', { agreements: [sampleAgreement({ mode: 'LEGAL_DUTY' })] }, 'default-deny'],
    ['a bundle that was stopped', { bundleSuspended: true }, 'bundle-suspended'],
    ['a stop that nobody has read', { bundleSuspended: undefined as never }, 'bundle-suspended'],
    ['a bundle whose time is over', { bundleUntil: NOW }, 'bundle-not-in-force'],
  ])('denies for %s', (_, change, reason) => expect(decideWith(change)).toMatchObject({ outcome: 'deny', reason }));

  it('lets the sending agency ask about an offer only, for the recipient as an agency', () => {
    const requester = { ...sampleRequester, agency: 'NM-ACUTE', roles: ['hub-nurse'] };
    expect(decideWith({ requester }, { ...sampleRequest, action: 'offer' }).outcome).toBe('permit');
    expect(decideWith({ requester }, { ...sampleRequest, action: 'open' }).reason).toBe('wrong-agency');
    const relationships = [sampleRelationship({ kind: 'assigned', practitionerId: 'pell' })];
    expect(decideWith({ requester, relationships }, { ...sampleRequest, action: 'offer' }).reason).toBe(
      'no-relationship',
    );
  });

  it.each([
    ['assigned', 'pell', 'permit'],
    ['assigned', null, 'deny'],
    ['assigned', 'other', 'deny'],
    ['caseload', null, 'permit'],
    ['caseload', 'other', 'deny'],
  ] as const)('takes a relationship of kind %s naming %s: %s', (kind, practitionerId, outcome) =>
    expect(decideWith({ relationships: [sampleRelationship({ kind, practitionerId })] }).outcome).toBe(outcome),
  );

  it('has a system rely on its agency, not on persons', () => {
    const requester = { ...sampleRequester, kind: 'system' as const, roles: [], trainingExpiresAt: null };
    expect(decideWith({ requester }).outcome).toBe('permit');
    expect(decideWith({ requester, agreements: [sampleAgreement({ systemRoles: false })] }).reason).toBe(
      'role-not-in-agreement',
    );
    const assigned = [sampleRelationship({ kind: 'assigned', practitionerId: 'pell' })];
    expect(decideWith({ requester, relationships: assigned }).reason).toBe('no-relationship');
  });
});

describe('which denial is told', () => {
  it('is the first in the order of domain 1.5, whatever else denies', () => {
    const worst: Partial<Facts> = {
      requester: { ...sampleRequester, roles: [] },
      restrictions: [{ id: 'r', startsAt: PAST, endsAt: null }],
      directives: [sampleDirective({ status: 'ConsentRefused' })],
      agreements: [sampleAgreement({ state: 'suspended', categories: [] })],
      relationships: [],
    };
    const without: (keyof Facts)[] = ['restrictions', 'directives'];
    const told = [0, 1, 2].map(
      (count) =>
        decideWith({ ...worst, ...Object.fromEntries(without.slice(0, count).map((key) => [key, []])) }).reason,
    );
    expect(told).toEqual(['restricted', 'refused', 'agreement-not-live']);
  });

  it('is of the agreement in force that came nearest to a permit', () => {
    const agreements = [
      sampleAgreement({ id: 'A', state: 'expired' }),
      sampleAgreement({ id: 'B', categories: ['FUNCTION'] }),
      sampleAgreement({ id: 'C', mode: 'EXPLICIT' }),
    ];
    expect(decideWith({ agreements })).toMatchObject({ reason: 'needs-consent', agreement: 'C' });
    expect(decideWith({ agreements: agreements.slice(0, 2) })).toMatchObject({ agreement: 'B' });
  });

  it('is of an override rather than of an agreement for another purpose, and that rather than of nothing', () => {
    const emergency = { ...sampleRequest, purpose: 'ETREAT' as const };
    const overrides = [sampleOverride({ purpose: 'ETREAT', categories: ['FUNCTION'] })];
    expect(decideWith({ overrides }, emergency).reason).toBe('outside-override');
    expect(decideWith({}, emergency)).toMatchObject({ reason: 'purpose-not-in-agreement', agreement: 'D1' });
    const draft = sampleAgreement({ id: 'D8', purpose: 'ETREAT', state: 'draft' });
    expect(decideWith({ overrides, agreements: [sampleAgreement(), draft] }, emergency)).toMatchObject({
      reason: 'agreement-not-live',
      agreement: 'D8',
    });
  });

  it('tells of a withdrawal rather than of an older agreement that has run out', () => {
    const agreements = [sampleAgreement({ mode: 'EXPLICIT' }), sampleAgreement({ id: 'D0', state: 'expired' })];
    const directives = [sampleDirective({ status: 'ConsentWithdrawn', agreement: 'D1' })];
    expect(decideWith({ agreements, directives })).toMatchObject({ reason: 'withdrawn', agreement: 'D1' });
  });
});

describe('an engine that fails', () => {
  const allow = (...reasons: string[]): Evaluation => ({ decision: 'allow', reasons, errors: [] });

  it.each<[string, () => Evaluation, string]>([
    [
      'errs on a rule',
      () => ({ ...allow('direct-care'), errors: [{ rule: 'refused', message: 'overflow' }] }),
      'refused',
    ],
    [
      'errs on the request',
      () => ({ ...allow('direct-care'), errors: [{ rule: null, message: 'schema' }] }),
      'engine-error',
    ],
    ['permits by nothing', () => allow(), 'engine-error'],
    ['permits by a rule that is not there', () => allow('direct-care', 'ghost'), 'engine-error'],
    ['permits by a forbid', () => allow('refused'), 'refused'],
    [
      'throws',
      () => {
        throw new Error('unreachable');
      },
      'engine-error',
    ],
  ])('and %s denies', (_, answer, rule) => {
    const decision = decide(sampleRequest, sampleFacts(engine.bundle.hash), new FixedEngine(engine.bundle, answer));
    expect(decision).toMatchObject({ outcome: 'deny', reason: 'engine-error', rule });
  });

  it('denies although another ground permits', () => {
    const answers = [allow('direct-care'), { ...allow('direct-care'), errors: [{ rule: 'refused', message: '' }] }];
    const facts = sampleFacts(engine.bundle.hash, { agreements: [sampleAgreement(), sampleAgreement({ id: 'D9' })] });
    const fixed = new FixedEngine(engine.bundle, () => answers.shift() ?? allow());
    expect(decide(sampleRequest, facts, fixed).reason).toBe('engine-error');
  });

  it('denies an obligation that nobody here can keep', () => {
    const files = engine.bundle.files.map(({ name, text }) => ({
      name,
      text: text.replace('"redact, onward-as-agreed"', '"redact, mask"'),
    }));
    const masking = new CompiledEngine(parseBundle(files));
    const decision = decide(sampleRequest, sampleFacts(masking.bundle.hash), masking);
    expect(decision).toMatchObject({ outcome: 'deny', reason: 'unknown-obligation', rule: 'direct-care' });
  });
});
