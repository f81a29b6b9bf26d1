import { type Category, nameOf } from '#libs/domain';
import { amount } from './dosage.js';
import { type AlertKey, type Line, wordOf } from './kind.js';
import { sayTaken } from './medicine.js';
import { isMarked, plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject } from './seen.js';

/** A line of a plain body, and which fields of its shape (docs/records.md) it says whole. */
export interface PlainLine extends Line {
  readonly keys: readonly string[];
}

/** What of a plain body of one category is said as of its FHIR resource: the same columns, the same alerts. */
interface PlainKind {
  readonly lines: readonly PlainLine[];
  readonly alert?: (body: JsonObject) => AlertKey | undefined;
}

const field = (label: string, key: string): PlainLine => ({
  label,
  keys: [key],
  read: (body, saying) => plainValue(body[key], saying),
});

/** `state`, in the words that a FHIR status of the same meaning has. */
const STATE: PlainLine = {
  ...field('status', 'state'),
  read: ({ state }, saying) =>
    (typeof state === 'string' && !isMarked(state) ? wordOf(WORDS[nameOf(state)], 'status', saying) : undefined) ??
    plainValue(state, saying),
};
const WORDS: Readonly<Record<string, string>> = {
  ...{ active: 'active', stopped: 'stopped', onhold: 'on-hold', completed: 'completed', resolved: 'resolved' },
  ...{ inremission: 'remission', recurrence: 'recurrence' },
};

function doseOf({ dose, doseUnit }: JsonObject, saying: Saying): string | undefined {
  if (typeof dose === 'number') return amount({ value: dose, unit: doseUnit ?? null }, saying);
  return [dose, doseUnit].flatMap((part) => plainValue(part, saying) ?? []).join(' ') || undefined;
}

function frequencyOf({ timesADay }: JsonObject, saying: Saying): string | undefined {
  if (typeof timesADay !== 'number') return plainValue(timesADay, saying);
  const each = saying.t('practitioner.record.dosage.per.d', { count: 1 });
  return `${saying.t('practitioner.record.dosage.times', { count: timesADay })} ${each}`;
}

/** A word for how bad it is that is none of the shape's may be the gravest: it is read, not guessed. */
function alertOf({ severity }: JsonObject): AlertKey | undefined {
  if (severity === undefined || severity === null || (typeof severity === 'string' && isMarked(severity)))
    return undefined;
  const word = typeof severity === 'string' ? nameOf(severity) : '';
  if (['severe', 'lifethreatening'].includes(word)) return 'allergy';
  return ['mild', 'moderate'].includes(word) ? undefined : 'allergyUnclear';
}

export const PLAIN_KINDS: Partial<Readonly<Record<Category, PlainKind>>> = {
  ALLERGY: {
    alert: alertOf,
    lines: [
      field('reaction', 'reaction'),
      field('severity', 'severity'),
      field('sure', 'certainty'),
      field('noted', 'notedOn'),
    ],
  },
  MEDS: {
    lines: [
      STATE,
      { label: 'dose', keys: ['dose', 'doseUnit'], read: doseOf },
      field('route', 'route'),
      { label: 'frequency', keys: ['timesADay'], read: frequencyOf },
      {
        label: 'start',
        keys: ['startedOn', 'stoppedOn'],
        read: (body, saying) => sayTaken(plainValue(body['startedOn'], saying), body['stoppedOn'], saying),
      },
      field('directions', 'directions'),
    ],
  },
  CONDITIONS: { lines: [STATE, field('since', 'since'), field('ended', 'until')] },
};

/** Ways of contact that somebody said are not safe (domain 1.15), wherever a body says it: `safeToCall: false` → `call`. */
export function unsafeWays(value: Json): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(unsafeWays);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, said]) => {
    const [, way] = /^safe[\s_-]*to[\s_-]*(\w+)$/i.exec(key) ?? [];
    return way !== undefined && (said === false || (typeof said === 'string' && NO.test(said)))
      ? [way.toLowerCase()]
      : unsafeWays(said);
  });
}
const NO = /^\s*(?:no|not|never|false|unsafe)\b/i;
