import { hasWords } from './coded-words.js';
import { firstOf, isWhole, plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject } from './seen.js';

/** Whether something counts now, or is over: a medicine that was stopped never stands beside one that is taken. */
export type Standing = 'now' | 'over';

/** One line of a record: from which fields it is read, and how. */
export interface Line {
  readonly label: string;
  readonly keys: readonly string[];
  readonly read: (body: JsonObject, saying: Saying) => string | undefined;
  /** Said also where the record does not say it: what a nurse must not take for "none". */
  readonly always?: true;
}

/** How one kind of record is read: what it is about, its lines in their order, and whether it counts now. */
export interface Kind {
  /** Fields that name what it is about; `name`, where that takes more than a field. */
  readonly title: readonly string[];
  readonly name?: (body: JsonObject, saying: Saying) => string | undefined;
  /** Which text says that it has no name (`practitioner.record.nameless`). */
  readonly nameless?: 'medicine' | 'person';
  /** Something in its fields has no words, beyond what its lines show of that. */
  readonly hides?: (body: JsonObject, saying: Saying) => boolean;
  readonly lines: readonly Line[];
  /** Labels of the lines by which one tells it from its like in a list. */
  readonly brief: readonly string[];
  readonly standing?: (body: JsonObject) => Standing;
  /** Comes before others of its kind: what can do most harm. */
  readonly isUrgent?: (body: JsonObject) => boolean;
  /** What a record names itself, with what it says of it; undefined for what has no words. */
  readonly parts?: (
    body: JsonObject,
    saying: Saying,
  ) => (readonly [name: string | undefined, text: string | undefined])[];
  /** Fields that say nothing to a person. */
  readonly technical?: readonly string[];
}

export const line = (label: string, ...keys: readonly string[]): Line => ({
  label,
  keys,
  read: (body, saying) => firstOf(body, keys, saying),
});

export const always = (one: Line): Line => ({ ...one, always: true });

/** The objects of a list; a single one counts as a list of it. */
export const objectsOf = (value: Json | undefined): JsonObject[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter((one) => isObject(one));

/** Of each object in a list, what is read from it, each text once. */
export const eachOf = (
  label: string,
  key: string,
  read: (item: JsonObject, saying: Saying) => string | undefined,
): Line => ({
  label,
  keys: [key],
  read: (body, saying) => {
    if (typeof body[key] === 'string') return plainValue(body[key], saying);
    const texts = objectsOf(body[key]).flatMap((item) => read(item, saying) ?? []);
    return texts.length > 0 ? [...new Set(texts)].join('; ') : undefined;
  },
});

/** The code of a FHIR `code`, or of a CodeableConcept's first coding. */
export function codeOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return codeOf((value as readonly Json[])[0]);
  if (!isObject(value)) return undefined;
  return 'coding' in value ? codeOf(value['coding']) : codeOf(value['code']);
}

/**
 * A code of a vocabulary that FHIR binds a field to, in our words (`practitioner.record.code.<vocabulary>`); else the words
 * that stand beside it; a code that nobody has words for is not said. What was left out says so.
 */
export const coded = (label: string, vocabulary: string, ...keys: readonly string[]): Line => ({
  label,
  keys,
  read: (body, saying) => {
    const key = keys.find((name) => body[name] !== undefined);
    return key === undefined ? undefined : wordOf(body[key], vocabulary, saying);
  },
});

export function wordOf(value: Json | undefined, vocabulary: string, saying: Saying): string | undefined {
  if (Array.isArray(value)) {
    const texts = (value as readonly Json[]).flatMap((one) => wordOf(one, vocabulary, saying) ?? []);
    return texts.length > 0 ? texts.join(', ') : undefined;
  }
  const code = codeOf(value);
  if (code !== undefined && hasWords(vocabulary, code))
    return saying.t(`practitioner.record.code.${vocabulary}.${code}`);
  return isObject(value) || code?.startsWith('[') ? plainValue(value, saying) : undefined;
}

/** Whether what stands in the fields of a line is not, or not wholly, said by it. */
export function hidesPart({ keys, read }: Line, body: JsonObject, saying: Saying): boolean {
  const present = keys.filter((key) => body[key] !== undefined && body[key] !== null);
  if (present.length === 0) return false;
  if (read(body, saying) === undefined) return true;
  return present.some((key) => Array.isArray(body[key]) && !isWholeList(body[key] as readonly Json[], saying));
}

/** Objects of a list are read by the line itself; what is no object has to be sayable. */
const isWholeList = (list: readonly Json[], saying: Saying): boolean =>
  list.every(
    (item) => (isObject(item) && !('coding' in item) ? true : isWhole(item, saying)) || typeof item === 'string',
  );

export const statusIsOver =
  (...over: readonly string[]) =>
  (body: JsonObject): Standing => {
    const codes = [body['clinicalStatus'] ?? body['status'], body['verificationStatus']].map((one) => codeOf(one));
    return codes.some((code) => code !== undefined && [...over, 'entered-in-error', 'refuted'].includes(code))
      ? 'over'
      : 'now';
  };
