import { codesOf, hasWords } from './coded-words.js';
import { isMarked, plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject, listOf } from './seen.js';
import type { Ending } from './standing.js';

/** What a record warns of before anything else (`practitioner.record.glance.alert.<key>`). */
export type AlertKey = 'allergy' | 'allergyUnclear' | 'doNotGive' | 'notSafe';

/** One line of a record: what it reads of it, it says whole, or it tells `saying.missed`. */
export interface Line {
  readonly label: string;
  readonly read: (body: JsonObject, saying: Saying) => string | undefined;
  /** Said also where the record does not say it: what a nurse must not take for "none". */
  readonly always?: true;
}

/** How one kind of record is read: what it is about, its lines in their order, and whether it counts now. */
export interface Kind extends Ending {
  /** Fields that name what it is about; `name`, where that takes more than a field. */
  readonly title: readonly string[];
  readonly name?: (body: JsonObject, saying: Saying) => string | undefined;
  /** Which text says that it has no name (`practitioner.record.nameless`). */
  readonly nameless?: 'medicine' | 'person';
  readonly lines: readonly Line[];
  /** Labels of the lines by which one tells it from its like in a list. */
  readonly brief: readonly string[];
  /** Comes before others of its kind, and among the alerts: what can do most harm. */
  readonly alert?: (body: JsonObject) => AlertKey | undefined;
  /** What a record names itself, with what it says of it; undefined for what has no words. */
  readonly parts?: (
    body: JsonObject,
    saying: Saying,
  ) => (readonly [name: string | undefined, text: string | undefined])[];
  /** Fields that say nothing to a person, or parts of them (`participant.type`). */
  readonly technical?: readonly string[];
}

/** What each of some fields says: where an agency fills two that mean the same, both are said. */
export const line = (label: string, ...keys: readonly string[]): Line => ({
  label,
  read: (body, saying) => joined(keys.map((key) => plainValue(body[key], saying))),
});

/** What is said of several, each text once; undefined where nothing is. */
export const joined = (texts: readonly (string | undefined)[], by = '; '): string | undefined =>
  [...new Set(texts.filter((text) => text !== undefined))].join(by) || undefined;

export const always = (one: Line): Line => ({ ...one, always: true });

/** Of each object in a list, what is read from it, each text once. */
export const eachOf = (
  label: string,
  key: string,
  read: (item: JsonObject, saying: Saying) => string | undefined,
): Line => ({
  label,
  read: (body, saying) => {
    const texts = listOf(body[key]).flatMap((item) => {
      const text = isObject(item) ? read(item, saying) : plainValue(item, saying);
      if (text === undefined) saying.missed?.();
      return text ?? [];
    });
    return texts.length > 0 ? [...new Set(texts)].join('; ') : undefined;
  },
});

/**
 * A code of a vocabulary that FHIR binds a field to, in our words (`practitioner.record.code.<vocabulary>`); else the words
 * that stand beside it; a code that nobody has words for is not said. What was left out says so.
 */
export const coded = (label: string, vocabulary: string, ...keys: readonly string[]): Line => ({
  label,
  read: (body, saying) => {
    const key = keys.find((name) => body[name] !== undefined);
    return key === undefined ? undefined : wordOf(body[key], vocabulary, saying);
  },
});

/** A code's words; what stands beside it in words of its own is said, too. */
export function wordOf(value: Json | undefined, vocabulary: string, saying: Saying): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const texts = listOf(value).flatMap((one) => wordOf(one, vocabulary, saying) ?? []);
    return texts.length > 0 ? texts.join(', ') : undefined;
  }
  const code = codesOf(value).find((one) => hasWords(vocabulary, one));
  if (code === undefined) {
    // A code that nobody knows is no word; what the rules put in its place is.
    if (isObject(value) || (typeof value === 'string' && isMarked(value))) return plainValue(value, saying);
    saying.missed?.();
    return undefined;
  }
  const word = saying.t(`practitioner.record.code.${vocabulary}.${code}`);
  const own = isObject(value) ? plainValue(value['text'], saying) : undefined;
  return own === undefined || own.toLowerCase() === word.toLowerCase() ? word : `${word} (${own})`;
}

export const STATUS = coded('status', 'status', 'clinicalStatus', 'status');
export const SURE = coded('sure', 'sure', 'verificationStatus');
/** What somebody wrote beside it, with who and when. */
export const NOTE = eachOf('note', 'note', (item, saying) => {
  const by = ['authorString', 'authorReference', 'time'].map((key) => plainValue(item[key], saying));
  const [text, from] = [plainValue(item['text'], saying), joined(by, ', ')];
  return text !== undefined && from !== undefined ? `${text} (${from})` : (text ?? from);
});
