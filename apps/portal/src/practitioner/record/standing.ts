import { type Category, nameOf } from '#libs/domain';
import { codesOf } from './coded-words.js';
import { isObject, type Json, type JsonObject, objectsOf } from './seen.js';

/**
 * Whether something counts now, waits to (nobody takes a medicine that is proposed, drafted or on hold) or is over: one never
 * stands beside the other.
 */
export type Standing = 'now' | 'waiting' | 'over';

export interface Stands {
  readonly standing: Standing;
  /** It says that it counts, and that it has ended: whoever reads it has to ask. */
  readonly isContrary: boolean;
}

/** What differs from one FHIR R4 resource to the next. */
export interface Ending {
  /** Statuses that end it, beyond those that end anything. */
  readonly over?: readonly string[];
  /** Where it says when it ended: `effectivePeriod.end`. */
  readonly endsAt?: readonly string[];
  /** Its end is when somebody ended it, whatever its status says: a Flag's. */
  readonly endDecides?: true;
  /** Its `intent` is `plan` whatever it is: a CarePlan. */
  readonly isPlan?: true;
}

const words = (...some: readonly string[]): ReadonlySet<string> => new Set(some.map(nameOf));

/** Of FHIR R4 and of our plain shapes (docs/records.md), and what people write in their place. */
const OVER = words(
  ...[
    'entered-in-error',
    'refuted',
    'cancelled',
    'revoked',
    'stopped',
    'inactive',
    'resolved',
    'remission',
    'rejected',
    'superseded',
  ],
  ...['not-done', 'not-taken', 'ended', 'abandoned', 'in remission', 'discontinued', 'ceased', 'expired', 'withdrawn'],
);
const WAITING = words(
  ...['draft', 'on-hold', 'intended', 'planned', 'proposed', 'preparation', 'scheduled', 'waitlist', 'paused'],
  ...['suspended', 'proposal', 'plan', 'option'],
);
const OVER_IN_PLAIN = words(
  'completed',
  'returned',
  'refused',
  'closed',
  'done',
  'not needed',
  'finished',
  'replaced',
  'obsolete',
  'lapsed',
  'archived',
  'out of date',
  'no longer valid',
  'historic',
);
const WAITING_IN_PLAIN = words('asked', 'assessed', 'surveyed', 'approved', 'ordered', 'waiting', 'requested');

/** A concern, a repair or a nuisance counts from when somebody raises it; a grab rail that was built in is not over. */
const COUNTS_AT_ONCE: readonly string[] = ['SAFEGUARDING', 'DOMESTICABUSE', 'REPAIRS', 'ASB', 'HAZARD'];
const LASTS_WHEN_DONE: readonly string[] = ['ADAPTATION', 'EQUIPMENT'];

/** Kinds whose records were written for whoever comes next: each that counts now is an alert, and is asked when it expires. */
export const WHOLE_KINDS: readonly string[] = ['RISKTOSTAFF', 'ADVANCEPLAN', 'CONTINGENCY', 'VULNFLAG'];

/** Days on which a plain body says that it ended, however it spells them. */
const PLAIN_ENDS = words(
  ...['stoppedOn', 'endedOn', 'until', 'closedOn', 'endDate', 'doneOn', 'dutyEndedOn', 'madeSafeDate', 'lapsesOn'],
  ...['endsOn', 'endedAt', 'supersededOn', 'replacedOn', 'withdrawnOn'],
);
/** A pack of tablets expires, too, and what may be handed out of it: somebody goes on taking it. */
const EXPIRES = words('expires', 'expiresOn', 'expiryDate', 'expiry', 'validUntil', 'validTo');
const VALIDITIES = words('validity', 'valid', 'validityPeriod');
const ENDS_OF_A_PERIOD = words('end', 'until', 'to');

const has = (some: ReadonlySet<string>, codes: readonly string[]): boolean =>
  codes.some((code) => some.has(nameOf(code)));

/** How a FHIR R4 resource stands, by its own status and its end. A status that nobody knows ends nothing. */
export function standingOf(
  body: JsonObject,
  { over = [], endsAt = [], endDecides, isPlan }: Ending,
  today: string,
): Stands {
  const status = codesOf(body['clinicalStatus'] ?? body['status'] ?? body['lifecycleStatus']);
  const intents = codesOf(body['intent']).filter((intent) => !(isPlan && intent === 'plan'));
  const isOver = has(OVER, [...status, ...codesOf(body['verificationStatus'])]) || has(words(...over), status);
  const isPast = endsAt.some((path) => isBefore(valueAt(body, path), today));
  if (endDecides && isPast) return { standing: 'over', isContrary: !isOver };
  return stands(isOver || body['active'] === false, has(WAITING, [...status, ...intents]), isPast, status);
}

/** How a plain body stands, by the words and the days of its shape; its fields by the shape's own names. */
export function plainStandingOf(body: JsonObject, category: Category | undefined, today: string): Stands {
  const own = codesOf(body['state'] ?? body['status']);
  const items = objectsOf(body['items']).map((item) => codesOf(item['state']));
  // Each of its items has to be over: what one of them is, the others are not.
  const each = own.length > 0 || items.length === 0 ? [own] : items;
  const lasts = category !== undefined && LASTS_WHEN_DONE.includes(category);
  const isOver = (codes: readonly string[]): boolean =>
    has(OVER, codes) || has(OVER_IN_PLAIN, lasts ? codes.filter((code) => nameOf(code) !== 'done') : codes);
  const isWaiting = (codes: readonly string[]): boolean => has(WAITING, codes) || has(WAITING_IN_PLAIN, codes);
  const isUntrue =
    has(
      words('refuted', 'ended', 'closed'),
      ['certainty', 'duty', 'stage'].flatMap((key) => codesOf(body[key])),
    ) || body['valid'] === false;
  const waits = (category === undefined || !COUNTS_AT_ONCE.includes(category)) && each.every(isWaiting);
  return stands(isUntrue || each.every(isOver), waits, isPlainPast(body, category, today), own);
}

function isPlainPast(body: JsonObject, category: Category | undefined, today: string): boolean {
  const expires = category !== undefined && WHOLE_KINDS.includes(category);
  return Object.entries(body).some(([key, value]) => {
    const name = nameOf(key);
    if (isObject(value) && (name === 'period' || (expires && VALIDITIES.has(name))))
      return Object.entries(value).some(([end, day]) => ENDS_OF_A_PERIOD.has(nameOf(end)) && isBefore(day, today));
    return (PLAIN_ENDS.has(name) || (expires && EXPIRES.has(name))) && isBefore(value, today);
  });
}

function stands(isOver: boolean, isWaiting: boolean, isPast: boolean, status: readonly string[]): Stands {
  if (isOver || (isPast && status.length === 0)) return { standing: 'over', isContrary: false };
  return { standing: isWaiting ? 'waiting' : 'now', isContrary: isPast };
}

const valueAt = (body: JsonObject, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), body);

/** Whether a day, a month, a year or an instant lies before today. */
export function isBefore(value: Json | undefined, today: string): boolean {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{4}(-|$)/.test(text)) return false;
  const day = text.slice(0, today.length);
  return day < today.slice(0, day.length);
}
