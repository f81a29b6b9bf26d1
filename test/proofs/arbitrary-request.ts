import fc from 'fast-check';
import type { CedarValue, EvaluationRequest } from '#libs/cedar';
import { LEGAL_MODES, OVERRIDE_MODES } from '#libs/domain';

/** Mostly what is ordinary, so that a fair part is permitted; else anything. */
const near = <T>(ordinary: T, any: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(ordinary), weight: 9 }, { arbitrary: any, weight: 1 });

/** Concrete requests in the words of policies/schema.cedarschema, drawn near the values that rules name. */
const CATEGORY = near('MEDS', fc.constantFrom('MEDS', 'DEMOG', 'LOCATION'));
const PURPOSE = near('COC', fc.constantFrom('COC', 'HOUSADAPT', 'POPHLTH', 'CAREMGT'));
const AGENCY = near('HARBOUR', fc.constantFrom('HARBOUR', 'NM-ASC'));
const STANDING = near('active', fc.constant('suspended'));
const ROLES = near(['ot'], fc.subarray(['surveyor', 'ot', 'gp']));
/** Moments about now, which is 100. */
const TIME = near(500, fc.constantFrom(99, 100, 101, 500));
const rarely = near(false, fc.constant(true));
const mostly = rarely.map((one) => !one);

const perhaps = <T>(value: fc.Arbitrary<T>, there: fc.Arbitrary<boolean>): fc.Arbitrary<T | undefined> =>
  fc.tuple(value, there).map(([one, is]) => (is ? one : undefined));

const present = (attributes: { [name: string]: CedarValue | undefined }): { [name: string]: CedarValue } =>
  Object.fromEntries(Object.entries(attributes).filter((one): one is [string, CedarValue] => one[1] !== undefined));

const record = (fields: { [name: string]: fc.Arbitrary<CedarValue | undefined> }) => fc.record(fields).map(present);

const agreement = record({
  id: fc.constantFrom('D1', 'D2'),
  version: fc.constant(1),
  purpose: PURPOSE,
  mode: fc.constantFrom<string>(...LEGAL_MODES, 'DIRECT_CARE', 'DIRECT_CARE', 'CARE'),
  state: near('live', fc.constantFrom('under-review', 'draft', 'expired')),
  categories: near(['MEDS'], fc.subarray(['MEDS', 'DEMOG', 'LOCATION'])),
  recipientRoles: ROLES,
  systemRoles: mostly,
  onwardSharing: fc.boolean(),
  startsAt: near(0, fc.constantFrom(100, 101)),
  expiresAt: perhaps(TIME, fc.boolean()),
});

const override = record({
  id: fc.constant('o1'),
  mode: fc.constantFrom(...OVERRIDE_MODES, 'OTHER'),
  categories: near(['MEDS'], fc.subarray(['MEDS', 'DEMOG', 'LOCATION'])),
  personal: mostly,
  instrument: perhaps(fc.constant('s.45'), fc.boolean()),
});

const context = record({
  now: fc.constant(100),
  category: CATEGORY,
  confidentiality: fc.constant('N'),
  sensitivity: fc.constant([]),
  locating: rarely,
  purpose: PURPOSE,
  sourceAgency: AGENCY,
  sourceStatus: STANDING,
  recipientAgency: AGENCY,
  recipientProtocols: near(
    ['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'],
    fc.subarray(['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY', 'OTHER']),
  ),
  agreement: perhaps(agreement, fc.constantFrom(true, true, false)),
  override: perhaps(override, fc.constantFrom(false, false, true)),
  directive: near('none', fc.constantFrom('given', 'refused', 'objected', 'withdrawn', 'expired')),
  restricted: rarely,
  shielded: rarely,
  shieldAllows: rarely,
  optedOut: rarely,
  lacksCapacity: fc.boolean(),
  bestInterests: perhaps(
    record({ id: fc.constant('b1'), authority: fc.constantFrom('attorney', 'deputy', 'professional') }),
    fc.boolean(),
  ),
  relationships: near(['caseload'], fc.subarray(['caseload', 'referral', 'assigned', 'self-claimed'])),
  categoryStops: near<string[]>([], fc.constant(['MEDS'])),
});

const requester = record({
  kind: near('practitioner', fc.constantFrom('officer', 'system')),
  status: STANDING,
  roles: ROLES,
  agency: perhaps(AGENCY, mostly),
  agencySector: fc.constantFrom('housing', 'health'),
  agencyStatus: perhaps(STANDING, mostly),
  trainedUntil: perhaps(TIME, mostly),
});

const resident = record({
  deceasedAt: perhaps(TIME, rarely),
  sixteenAt: perhaps(TIME, rarely),
  eighteenAt: perhaps(TIME, rarely),
});

export const arbitraryRequest: fc.Arbitrary<EvaluationRequest> = fc
  .record({ action: near('read', fc.constantFrom('offer', 'open', 'list')), requester, resident, context })
  .map(({ action, requester: asker, resident: of, context: question }) => ({
    principal: { type: 'Requester', id: 'r' },
    action: { type: 'Action', id: action },
    resource: { type: 'Resident', id: 'p' },
    context: question,
    entities: [
      { uid: { type: 'Requester', id: 'r' }, attrs: asker, parents: [] },
      { uid: { type: 'Resident', id: 'p' }, attrs: of, parents: [] },
    ],
  }));
