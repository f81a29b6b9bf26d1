import fc from 'fast-check';
import type {
  AgreementFact,
  DecisionRequest,
  DirectiveFact,
  Facts,
  OverrideFact,
  RelationshipFact,
  RequesterFact,
} from '#libs/domain';
import { day, EPOCHS } from './facts-of-town.js';

/** A question with its facts, from a world small enough that things meet, and tilted so that many are permitted. */
export interface Case {
  request: DecisionRequest;
  facts: Facts;
}

const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });

const past = fc.constantFrom(day(-30), day(-1), day(0));
const start = fc.oneof({ weight: 15, arbitrary: past }, { weight: 1, arbitrary: fc.constantFrom(day(1), day(2)) });
const end = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(null, day(1), day(1.5), day(2)) },
  { weight: 1, arbitrary: fc.constantFrom(day(0), day(-1)) },
);
const category = often<'MEDS' | 'FUNCTION'>('MEDS', 'FUNCTION');
const purpose = often<'COC' | 'HOUSADAPT'>('COC', 'HOUSADAPT');
const someOf = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { minLength: 1 });
const scopeOf = <T>(...values: T[]): fc.Arbitrary<T[] | null> =>
  fc.oneof(fc.constant(null), fc.constant(null), someOf(...values));

export const directive: fc.Arbitrary<DirectiveFact> = fc.record({
  id: fc.uuid(),
  status: often<DirectiveFact['status']>('ConsentGiven', 'ConsentWithdrawn', 'Objected', 'ConsentRefused'),
  sources: scopeOf('SOURCE', 'ELSEWHERE'),
  recipients: scopeOf('RECIPIENT', 'ELSEWHERE'),
  categories: scopeOf<'MEDS' | 'FUNCTION'>('MEDS', 'FUNCTION'),
  purposes: scopeOf<'COC' | 'HOUSADAPT'>('COC', 'HOUSADAPT'),
  agreement: often<string | null>(null, 'A', 'B'),
  startsAt: start,
  expiresAt: end,
  recordedAt: fc.constant(day(-30)),
});

export const agreement: fc.Arbitrary<AgreementFact> = fc.record({
  id: fc.constantFrom('A', 'B', 'C'),
  version: fc.integer({ min: 1, max: 3 }),
  purpose,
  mode: fc.constantFrom(
    'DIRECT_CARE',
    'DIRECT_CARE',
    'DIRECT_CARE',
    'EXPLICIT',
    'EXPLICIT',
    'SAFEGUARDING',
    'SECONDARY_USE',
  ),
  state: often<AgreementFact['state']>('live', 'draft', 'suspended', 'expired'),
  categories: often<('MEDS' | 'FUNCTION')[]>(['MEDS', 'FUNCTION'], ['MEDS'], []),
  recipientRoles: often(['ot', 'gp'], ['surveyor']),
  systemRoles: often(true, false),
  redactions: fc.record({ MEDS: fc.subarray(['a', 'b', 'c', 'd']), FUNCTION: fc.subarray(['e', 'f']) }),
  maxConsentDays: fc.constantFrom(null, null, 30, 31, 365),
  startsAt: start,
  expiresAt: end,
});

const relationship: fc.Arbitrary<RelationshipFact> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('caseload', 'referral', 'assigned'),
  agency: often('RECIPIENT', 'ELSEWHERE'),
  practitionerId: fc.constantFrom(null, 'asker', 'other'),
  purpose,
  startsAt: start,
  endsAt: end,
});

export const override: fc.Arbitrary<OverrideFact> = fc.record({
  id: fc.uuid(),
  mode: fc.constantFrom('VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'),
  agency: often('RECIPIENT', 'ELSEWHERE'),
  practitionerId: fc.constantFrom('asker', 'asker', null, 'other'),
  categories: someOf<'MEDS' | 'FUNCTION'>('MEDS', 'FUNCTION'),
  purpose,
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

const period = fc.record({ id: fc.uuid(), startsAt: start, endsAt: end });
const none = <T>(): fc.Arbitrary<T[]> => fc.constant<T[]>([]);
const rarely = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 9, arbitrary: none<T>() }, { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }) });

const facts = (bundle: string): fc.Arbitrary<Facts> =>
  fc.record({
    now: fc.constant(day(0)),
    epochs: fc.constant(EPOCHS),
    bundle: often<string | null>(bundle, null),
    requester: fc.option(requester, { freq: 40 }),
    sourceAgencyStatus: often<Facts['sourceAgencyStatus']>('active', 'suspended', null),
    resident: fc.option(fc.record({ id: fc.constant('resident'), deceasedAt: often(null, day(-1), day(1)) }), {
      freq: 40,
    }),
    directives: fc.array(directive, { maxLength: 3 }),
    restrictions: rarely(period),
    agreements: fc.uniqueArray(agreement, {
      minLength: 1,
      maxLength: 2,
      selector: ({ id, version }) => `${id}@${version}`,
    }),
    relationships: fc.array(relationship, { minLength: 2, maxLength: 4 }),
    categoryStops: often<Facts['categoryStops']>([], ['MEDS'], ['FUNCTION']),
    overrides: fc.oneof(none<OverrideFact>(), none<OverrideFact>(), fc.array(override, { maxLength: 2 })),
  });

export const arbitraryCase = (bundle: string): fc.Arbitrary<Case> =>
  fc.record({
    request: fc.record({
      requesterId: fc.constant('asker'),
      action: fc.constantFrom('read', 'offer', 'open', 'list'),
      residentId: fc.constant('resident'),
      sourceAgency: fc.constant('SOURCE'),
      recipientAgency: fc.constant('RECIPIENT'),
      category,
      purpose,
    }),
    facts: facts(bundle),
  });
