import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import type { DirectiveFact } from '#libs/domain';
import type { AgreementFact } from './facts/asked.js';
import type { Facts } from './facts/facts.js';
import type { RelationshipFact } from './facts/relationships.js';
import { decide } from './decide.js';
import { loadPolicies } from './load-policies.js';
import {
  LATER,
  NOW,
  PAST,
  sampleAgreement,
  sampleBestInterests,
  sampleCapacity,
  sampleDirective,
  sampleFacts,
  sampleOverride,
  sampleRelationship,
  sampleRequest,
  sampleRequester,
  sampleShield,
  SOON,
} from './sample-facts.js';

let engine: CompiledEngine;
beforeAll(async () => {
  engine = new CompiledEngine(await loadPolicies('policies'));
});

const decideWith = (change: Partial<Facts> = {}, request = sampleRequest) =>
  decide(request, sampleFacts(engine.bundle.hash, change), engine);
function seen(change: Partial<Facts> = {}, request = sampleRequest): string {
  const { outcome, rule, reason } = decideWith(change, request);
  return outcome === 'permit' ? rule : reason;
}
const said = (...statuses: DirectiveFact['status'][]) => statuses.map((status) => sampleDirective({ status }));
const system = { ...sampleRequester, kind: 'system' as const, roles: [], trainingExpiresAt: null };

describe('a location shield (domain 1.15)', () => {
  const located = { ...sampleRequest, category: 'LOCATION' as const };
  const agreements = [sampleAgreement({ categories: ['LOCATION', 'MEDS'] })];
  const under = (...shields: Facts['shields']) => seen({ agreements, shields }, located);
  const allowing = (practitionerId: string | null, until = LATER, agency = 'REACH') =>
    sampleShield({ allowed: [{ agency, practitionerId, until }] });

  it('covers what shows where someone lives, and nothing else', () => {
    expect(under()).toBe('direct-care');
    expect(under(sampleShield())).toBe('location-shielded');
    expect(seen({ agreements, shields: [sampleShield()] })).toBe('direct-care');
  });

  it.each([
    ['the practitioner whom it names', allowing('pell'), 'direct-care'],
    ['a team that it names', allowing(null), 'direct-care'],
    ['another practitioner', allowing('other'), 'location-shielded'],
    ['another agency', allowing(null, LATER, 'NM-GP'), 'location-shielded'],
    ['the one named, once that is over', allowing('pell', NOW), 'location-shielded'],
    ['anyone once it has ended', sampleShield({ endsAt: NOW }), 'direct-care'],
    ['anyone before it starts', sampleShield({ startsAt: SOON }), 'direct-care'],
  ])('lets through, or not: %s', (_, shield, answer) => expect(under(shield)).toBe(answer));

  it.each([
    ['nobody is named', [sampleShield()], true],
    ['the asker is named', [allowing('pell')], false],
    ['the asker is named by one of two', [allowing('pell'), sampleShield({ id: 's2' })], true],
    ['it has ended', [sampleShield({ endsAt: NOW })], false],
    ['there is none', [], false],
  ])('obliges whatever else leaves to show no place: %s', (_, shields, hides) =>
    expect(decideWith({ agreements, shields })).toMatchObject({
      outcome: 'permit',
      obligations: { hideLocation: hides },
    }),
  );

  it('has to be passed as often as it is set', () =>
    expect(under(allowing('pell'), sampleShield({ id: 's2' }))).toBe('location-shielded'));

  it('lets a system through for its team only', () => {
    const asked = (shield: Facts['shields'][number]) =>
      seen({ agreements, requester: { ...system, id: 'pell' }, shields: [shield] }, located);
    expect([asked(allowing(null)), asked(allowing('lund'))]).toEqual(['direct-care', 'location-shielded']);
  });

  it.each(['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'] as const)('yields to no override: %s', (mode) => {
    const overrides = [sampleOverride({ mode, categories: ['LOCATION'], instrument: 'an order' })];
    expect(seen({ agreements: [], shields: [sampleShield()], overrides }, located)).toBe('location-shielded');
  });
});

describe('age (domain 1.6)', () => {
  const aged = (sixteenAt: string | null, eighteenAt: string | null): Partial<Facts> => ({
    resident: { id: 'margaret', deceasedAt: null, sixteenAt, eighteenAt },
  });
  const explicit = { agreements: [sampleAgreement({ mode: 'EXPLICIT' })] };

  it('under sixteen is out of scope, even in an emergency', () => {
    expect(seen(aged(SOON, LATER))).toBe('under-sixteen');
    expect(seen({ ...aged(SOON, LATER), overrides: [sampleOverride()] })).toBe('under-sixteen');
    expect(seen(aged(NOW, LATER))).toBe('direct-care');
  });

  it('of sixteen is old enough to agree', () =>
    expect(seen({ ...aged(PAST, LATER), ...explicit, directives: said('ConsentGiven') })).toBe('explicit'));

  it('under eighteen gives an attorney no authority, but does a deputy', () => {
    const decided = (authority: 'attorney' | 'deputy' | 'professional', eighteenAt: string): string =>
      seen({
        ...aged(PAST, eighteenAt),
        ...explicit,
        capacity: [sampleCapacity()],
        bestInterests: [sampleBestInterests({ authority })],
      });
    expect(decided('attorney', LATER)).toBe('lacks-authority');
    expect(decided('attorney', NOW)).toBe('best-interests');
    expect([decided('deputy', LATER), decided('professional', LATER)]).toEqual(['best-interests', 'best-interests']);
  });
});

describe('best interests (Mental Capacity Act 2005)', () => {
  const best = (change: Partial<Facts> = {}, mode: AgreementFact['mode'] = 'EXPLICIT'): string =>
    seen({
      agreements: [sampleAgreement({ mode })],
      capacity: [sampleCapacity()],
      bestInterests: [sampleBestInterests()],
      ...change,
    });

  it.each(['EXPLICIT', 'BEST_INTERESTS'] as const)('stand in for consent under an agreement of mode %s', (mode) =>
    expect(best({}, mode)).toBe('best-interests'),
  );

  it.each<[string, Partial<Facts>, string, string]>([
    ['no decision', { bestInterests: [] }, 'needs-consent', 'lacks-authority'],
    ['no assessment', { capacity: [] }, 'lacks-authority', 'lacks-authority'],
    [
      'an assessment that has lapsed',
      { capacity: [sampleCapacity({ lapsesAt: NOW })] },
      'lacks-authority',
      'lacks-authority',
    ],
    [
      'one of another decision',
      { capacity: [sampleCapacity({ agreement: 'D2' })] },
      'lacks-authority',
      'lacks-authority',
    ],
    ['one of any sharing', { capacity: [sampleCapacity({ agreement: null })] }, 'best-interests', 'best-interests'],
    [
      'capacity regained',
      { capacity: [sampleCapacity(), sampleCapacity({ id: 'c2', lacks: false, assessedAt: '2026-11-20T00:00:00Z' })] },
      'lacks-authority',
      'lacks-authority',
    ],
    [
      'a decision about other information',
      { bestInterests: [sampleBestInterests({ categories: ['FUNCTION'] })] },
      'needs-consent',
      'lacks-authority',
    ],
    [
      'a decision about another agreement',
      { bestInterests: [sampleBestInterests({ agreement: 'D2' })] },
      'needs-consent',
      'lacks-authority',
    ],
    [
      'one that has ended',
      { bestInterests: [sampleBestInterests({ endsAt: NOW })] },
      'needs-consent',
      'lacks-authority',
    ],
    ['their own refusal', { directives: said('ConsentRefused') }, 'refused', 'refused'],
    ['their own agreement of before', { directives: said('ConsentGiven') }, 'explicit', 'best-interests'],
  ])('with %s', (_, change, explicit, bestInterests) =>
    expect([best(change), best(change, 'BEST_INTERESTS')]).toEqual([explicit, bestInterests]),
  );

  it('say nothing of direct care', () => expect(best({ capacity: [] }, 'DIRECT_CARE')).toBe('direct-care'));

  it('go by an authority that holds, where another does not', () =>
    expect(
      best({
        resident: { id: 'margaret', deceasedAt: null, sixteenAt: PAST, eighteenAt: LATER },
        bestInterests: [sampleBestInterests(), sampleBestInterests({ id: 'b2', authority: 'professional' })],
      }),
    ).toBe('best-interests'));
});

describe('research and planning (domain 1.8)', () => {
  const planning = { ...sampleRequest, purpose: 'POPHLTH' as const };
  const agreement = (mode: AgreementFact['mode'] = 'SECONDARY_USE') => ({
    agreements: [sampleAgreement({ mode, purpose: 'POPHLTH' })],
    relationships: [],
  });
  const optOuts = [{ id: 'n', startsAt: PAST, endsAt: null }];

  it('need no relationship of a person, and an entry of a system', () => {
    expect(seen(agreement(), planning)).toBe('secondary-use');
    const requester = { ...system, id: 'pell' };
    expect(seen({ ...agreement(), requester }, planning)).toBe('no-relationship');
    const relationships = [sampleRelationship({ purpose: 'POPHLTH' })];
    expect(seen({ ...agreement(), relationships, requester }, planning)).toBe('secondary-use');
  });

  it('stop at a national data opt-out, which care does not', () => {
    expect(seen({ ...agreement(), optOuts }, planning)).toBe('national-data-opt-out');
    expect(seen({ optOuts })).toBe('direct-care');
    expect(seen({ ...agreement(), optOuts: [{ id: 'n', startsAt: PAST, endsAt: NOW }] }, planning)).toBe(
      'secondary-use',
    );
    expect(seen({ ...agreement(), optOuts, directives: said('ConsentGiven') }, planning)).toBe('secondary-use');
  });

  it('go with their own mode only, and it with them', () => {
    const care = { ...agreement('DIRECT_CARE'), relationships: [sampleRelationship({ purpose: 'POPHLTH' })] };
    expect(seen(care, planning)).toBe('purpose-needs-secondary-use');
    expect(seen({ agreements: [sampleAgreement({ mode: 'SECONDARY_USE' })] })).toBe('purpose-needs-secondary-use');
    const overrides = [sampleOverride({ purpose: 'POPHLTH' })];
    expect(seen({ agreements: [], overrides }, planning)).toBe('purpose-needs-secondary-use');
  });
});

describe('what residents and practitioners say of themselves', () => {
  const claimed = (change: Partial<RelationshipFact> = {}) =>
    sampleRelationship({ kind: 'self-claimed', practitionerId: 'pell', ...change });

  it.each<[string, Partial<Facts>, string]>([
    ['a claim of their own', { relationships: [claimed()] }, 'direct-care-self-claimed'],
    ["another's claim", { relationships: [claimed({ practitionerId: 'other' })] }, 'no-relationship'],
    ['a claim that names nobody', { relationships: [claimed({ practitionerId: null })] }, 'no-relationship'],
    ['a claim that has ended', { relationships: [claimed({ endsAt: NOW })] }, 'no-relationship'],
    ['a claim beside an entry', { relationships: [claimed(), sampleRelationship()] }, 'direct-care'],
    ['a system', { relationships: [claimed()], requester: { ...system, id: 'pell' } }, 'no-relationship'],
    [
      'an officer',
      { relationships: [claimed()], requester: { ...sampleRequester, kind: 'officer' } },
      'no-relationship',
    ],
    [
      'another mode',
      {
        relationships: [claimed()],
        agreements: [sampleAgreement({ mode: 'EXPLICIT' })],
        directives: said('ConsentGiven'),
      },
      'no-relationship',
    ],
  ])('a relationship claimed: %s', (_, change, answer) => expect(seen(change)).toBe(answer));

  it('a claim that is relied upon raises an alert', () => {
    const alert = (...relationships: RelationshipFact[]) => decideWith({ relationships }).obligations.alert;
    expect([alert(claimed()), alert(sampleRelationship()), alert(claimed(), sampleRelationship())]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['Objected', 'objected'],
    ['ObjectionPendingHighHarm', 'objected'],
    ['ObjectionPending', 'direct-care'],
  ] as const)('an objection that stands as %s: %s', (status, answer) =>
    expect(seen({ directives: said(status) })).toBe(answer),
  );

  it('an agreement under review still serves, one for another purpose is told of', () => {
    expect(seen({ agreements: [sampleAgreement({ state: 'under-review' })] })).toBe('direct-care');
    const emergency = { ...sampleRequest, purpose: 'ETREAT' as const };
    expect(decideWith({}, emergency)).toMatchObject({ reason: 'purpose-not-in-agreement', agreement: 'D1' });
  });
});
