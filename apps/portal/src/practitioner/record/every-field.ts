import { isMarked, nameOf, plainValue, type Saying } from './plain-value.js';
import { isCode } from './raw-text.js';
import { isObject, type Json, type JsonObject } from './seen.js';

/** The fields of a body that nobody described to us: what can be said of them, and whether anything cannot. */
export interface EveryField {
  readonly rows: readonly (readonly [name: string, text: string])[];
  readonly hides: boolean;
}

/** What only machines need: identities, versions, addresses of profiles. Leaving it out hides nothing from a person. */
export const TECHNICAL: readonly string[] = [
  'resourceType',
  'id',
  'meta',
  'implicitRules',
  'identifier',
  'subject',
  'patient',
  'encounter',
  'intent',
];

const isNothing = (value: Json): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
/** Narrative: markup that repeats the fields. */
const isNarrative = (key: string, value: Json): boolean => key === 'text' && isObject(value) && 'div' in value;

/** Every field of any JSON as labelled text, in its own order, nested names joined. A code without words is not said. */
export function everyField(body: JsonObject, saying: Saying, above: readonly string[] = []): EveryField {
  const isResource = typeof body['resourceType'] === 'string';
  const parts = Object.entries(body).map(([key, value]): EveryField => {
    if (isNothing(value) || isNarrative(key, value)) return NOTHING;
    if (isResource && TECHNICAL.includes(key)) return NOTHING;
    return ofField(key, value, saying, above);
  });
  return join(parts);
}

const NOTHING: EveryField = { rows: [], hides: false };
const HIDDEN: EveryField = { rows: [], hides: true };

const join = (parts: readonly EveryField[]): EveryField => ({
  rows: parts.flatMap(({ rows }) => rows),
  hides: parts.some(({ hides }) => hides),
});

function ofField(key: string, value: Json, saying: Saying, above: readonly string[]): EveryField {
  const names = /^\d+$/.test(key) ? [...above, key] : [...above, nameOf(key)];
  if (Array.isArray(value)) return ofList(key, value as readonly Json[], saying, above);
  const text = plainValue(value, saying);
  const said =
    typeof value === 'object' ||
    text === undefined ||
    !isCode(key, text) ||
    (typeof value === 'string' && isMarked(value));
  if (text !== undefined) return said ? { rows: [[names.join(' – '), text]], hides: false } : HIDDEN;
  return isObject(value) && !isOneValue(value) ? everyField(value, saying, names) : HIDDEN;
}

/** A data type of FHIR that has no words: a concept, a reference. Its parts are codes and addresses. */
const isOneValue = (value: JsonObject): boolean => 'coding' in value || ('reference' in value && !('display' in value));

function ofList(key: string, list: readonly Json[], saying: Saying, above: readonly string[]): EveryField {
  const simple = list.every((item) => !isObject(item) && !Array.isArray(item));
  const name = [...above, nameOf(key)];
  if (!simple) return join(list.map((item, at) => ofField(String(at + 1), item, saying, name)));
  const texts = list.flatMap((item) => plainValue(item, saying) ?? []).filter((text) => !isCode(key, text));
  const hides = texts.length < list.filter((item) => !isNothing(item)).length;
  return { rows: texts.length === 0 ? [] : [[name.join(' – '), [...new Set(texts)].join(', ')]], hides };
}
