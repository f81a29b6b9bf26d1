import fc from 'fast-check';
import type { DecisionRequest, DirectiveFact, LegalMode, OverrideMode } from '#libs/domain';
import type { AgreementFact, Facts, OverrideFact, RelationshipFact, RequesterFact } from '#libs/pdp';
import { circumstances, resident } from './arbitrary-circumstances.js';
import { day, end, none, often, scopeOf, someOf, start } from './arbitrary-times.js';

/** A question with its facts, from a world small enough that things meet, and tilted so that many are permitted. */
export interface Case {
  request: DecisionRequest;
  facts: Facts;
}

type SmallCategory = 'MEDS' | 'FUNCTION' | 'LOCATION';
type SmallPurpose = 'COC' | 'HOUSADAPT' | 'POPHLTH';

const smallCategory = fc.constantFrom<SmallCategory>(
  'MEDS',
  'MEDS',
  'MEDS',
  'MEDS',
  'LOCATION',
  'LOCATION',
  'FUNCTION',
);
const ALL_CATEGORIES: SmallCategory[] = ['MEDS', 'FUNCTION', 'LOCATION'];

export const directive: fc.Arbitrary<DirectiveFact> = fc.record({
  id: fc.uuid(),
  status: often<DirectiveFact['status']>(
    'ConsentGiven',
    'ConsentWithdrawn',
    'Objected',
    'ObjectionPending',
    'ObjectionPendingHighHarm',
    'ConsentRefused',
  ),
  sources: scopeOf('SOURCE', 'ELSEWHERE'),
  recipients: scopeOf('RECIPIENT', 'ELSEWHERE'),
  categories: scopeOf<SmallCategory>(...ALL_CATEGORIES),
  purposes: scopeOf<SmallPurpose>('COC', 'HOUSADAPT', 'POPHLTH'),
  agreement: often<string | null>(null, 'A', 'B'),
  startsAt: start,
  expiresAt: end,
  recordedAt: fc.constant(day(-30)),
});

const MODES: LegalMode[] = ['DIRECT_CARE', 'EXPLICIT', 'EXPLICIT', 'SAFEGUARDING', 'BEST_INTERESTS', 'BEST_INTERESTS'];

/** What is asked decides what most agreements are for: else purpose and mode would seldom meet. */
const agreementFor = (purpose: SmallPurpose): fc.Arbitrary<AgreementFact> =>
  fc.record({
    id: fc.constantFrom('A', 'B', 'C'),
    version: fc.integer({ min: 1, max: 3 }),
    purpose: often<SmallPurpose>(purpose, 'COC', 'HOUSADAPT', 'POPHLTH'),
    mode:
      purpose === 'POPHLTH'
        ? often<LegalMode>('SECONDARY_USE', ...MODES)
        : fc.constantFrom<LegalMode>('DIRECT_CARE', 'DIRECT_CARE', ...MODES, 'VITAL', 'LEGAL_DUTY', 'SECONDARY_USE'),
    state: often<AgreementFact['state']>('live', 'under-review', 'draft', 'suspended', 'expired'),
    categories: often<SmallCategory[]>(ALL_CATEGORIES, ['MEDS'], []),
    recipientRoles: often(['ot', 'gp'], ['surveyor']),
    systemRoles: often(true, false),
    redactions: fc.record({ MEDS: fc.subarray(['a', 'b', 'c', 'd']), FUNCTION: fc.subarray(['e', 'f']) }),
    maxConsentDays: fc.constantFrom(null, null, 30, 31, 365),
    onwardSharing: fc.boolean(),
    bases: fc.constant(null),
    startsAt: start,
    expiresAt: end,
  });

const relationshipFor = (purpose: SmallPurpose): fc.Arbitrary<RelationshipFact> =>
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom('caseload', 'referral', 'assigned', 'self-claimed'),
    agency: often('RECIPIENT', 'ELSEWHERE'),
    practitionerId: fc.constantFrom(null, 'asker', 'other'),
    purpose: often<SmallPurpose>(purpose, 'COC', 'HOUSADAPT'),
    startsAt: start,
    endsAt: end,
  });

const overrideFor = (purpose: SmallPurpose): fc.Arbitrary<OverrideFact> =>
  fc.record({
    id: fc.uuid(),
    mode: fc.constantFrom('VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'),
    agency: often('RECIPIENT', 'ELSEWHERE'),
    practitionerId: fc.constantFrom('asker', 'asker', null, 'other'),
    categories: someOf<SmallCategory>('MEDS', 'LOCATION'),
    purpose: often<SmallPurpose>(purpose, 'COC', 'HOUSADAPT'),
    instrument: fc.constantFrom(null, 'Care Act 2014 s.45'),
    startsAt: start,
    endsAt: fc.constantFrom(day(1), day(2), day(0)),
  });

const requester: fc.Arbitrary<RequesterFact> = fc.record({
  id: fc.constant('asker'),
  kind: often<RequesterFact['kind']>('practitioner', 'system', 'system', 'officer', 'resident'),
  agency: often<string | null>('RECIPIENT', 'SOURCE', null),
  agencySector: often<RequesterFact['agencySector']>('health', 'housing', null),
  agencyStatus: often<RequesterFact['agencyStatus']>('active', 'suspended', null),
  roles: often(['ot'], ['gp', 'ot'], ['surveyor'], []),
  status: often<RequesterFact['status']>('active', 'suspended'),
  trainingExpiresAt: often<string | null>(day(300), day(1), day(-1), null),
});

const ALL_PROTOCOLS: OverrideMode[] = ['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'];
const ONE_OR_TWO = { minLength: 1, maxLength: 2 };
const nameOf = ({ id, version }: AgreementFact): string => `${id}@${version}`;

const placeFor = (bundle: string, purpose: SmallPurpose) =>
  fc.record({
    bundle: often<string | null>(bundle, null),
    bundleUntil: often<string | null>(null, day(1), day(3)),
    bundleSuspended: often(false, true),
    sourceAgencyStatus: often<Facts['sourceAgencyStatus']>('active', 'suspended', null),
    agreements: fc.oneof(
      { weight: 1, arbitrary: none<AgreementFact>() },
      { weight: 9, arbitrary: fc.uniqueArray(agreementFor(purpose), { ...ONE_OR_TWO, selector: nameOf }) },
    ),
    categoryStops: often<Facts['categoryStops']>([], ['MEDS'], ['FUNCTION']),
    recipientProtocols: fc.constantFrom<OverrideMode[]>(ALL_PROTOCOLS, ALL_PROTOCOLS, ALL_PROTOCOLS, ['VITAL'], []),
  });

function factsFor(bundle: string, purpose: SmallPurpose): fc.Arbitrary<Facts> {
  const override = overrideFor(purpose);
  return fc
    .tuple(
      placeFor(bundle, purpose),
      circumstances,
      fc.record({
        requester: fc.option(requester, { freq: 40 }),
        resident: fc.option(resident, { freq: 40 }),
        directives: fc.array(directive, { maxLength: 3 }),
        relationships: fc.array(relationshipFor(purpose), { minLength: 2, maxLength: 4 }),
        overrides: fc.oneof(none<OverrideFact>(), none<OverrideFact>(), fc.array(override, { maxLength: 2 })),
      }),
    )
    .map(([place, circumstance, people]) => ({
      now: day(0),
      epochs: { incarnation: '1a2b3c4d', place: '1', practitioner: '2', resident: '3' },
      ...place,
      ...circumstance,
      ...people,
    }));
}

/** Every fact of a decision, drawn; `bundle` is the hash that most of them find in force. */
export const arbitraryCase = (bundle: string): fc.Arbitrary<Case> =>
  fc.constantFrom<SmallPurpose>('COC', 'COC', 'COC', 'HOUSADAPT', 'POPHLTH').chain((purpose) =>
    fc.record({
      request: fc.record({
        requesterId: fc.constant('asker'),
        action: fc.constantFrom('read', 'offer', 'open', 'list'),
        residentId: fc.constant('resident'),
        sourceAgency: fc.constant('SOURCE'),
        recipientAgency: fc.constant('RECIPIENT'),
        category: smallCategory,
        purpose: fc.constant(purpose),
      }),
      facts: factsFor(bundle, purpose),
    }),
  );
