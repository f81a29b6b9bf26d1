import { isDay, isInstant } from '#libs/calendar';
import type { Translate } from '../../shell/texts.js';
import { calendarDay, moment } from '../../words/times.js';
import { isObject, type Json, type JsonObject } from './seen.js';

/** In which language, and under which agreement, a body is said. */
export interface Saying {
  readonly t: Translate;
  readonly language: string;
  /** What to say where a field was left out. */
  readonly leftOut: string;
}

/** What the relay puts in place of a field that must not leave, and before what it shows of a masked one. */
const REDACTED = '[redacted]';
const MASKED = '[masked]';

/** A value as one line of text; undefined for what is no single value, and for nothing at all. */
export function plainValue(value: Json | undefined, saying: Saying): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return plainText(value, saying);
  if (typeof value === 'boolean') return saying.t(`practitioner.record.${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }).format(value);
  if (Array.isArray(value)) return plainList(value as readonly Json[], saying);
  return plainObject(value as JsonObject, saying);
}

function plainText(text: string, { t, language, leftOut }: Saying): string {
  if (text === REDACTED) return leftOut;
  if (text.startsWith(MASKED)) return t('practitioner.record.masked', { end: text.slice(MASKED.length) });
  if (isDay(text)) return calendarDay(text, language).text;
  if (isInstant(text)) return moment(text, language).text;
  return text;
}

function plainList(list: readonly Json[], saying: Saying): string | undefined {
  const items = list.map((item) => plainValue(item, saying));
  return items.length > 0 && items.every((item) => item !== undefined) ? [...new Set(items)].join(', ') : undefined;
}

/** The data types of FHIR R4 that read as one value: CodeableConcept, Coding, Reference, Period, Quantity. */
function plainObject(value: JsonObject, saying: Saying): string | undefined {
  const one = (key: string): string | undefined => plainValue(value[key], saying);
  if ('coding' in value) return one('text') ?? one('coding');
  if ('system' in value && 'code' in value && !('value' in value)) return one('display') ?? one('code');
  if ('reference' in value) return one('display');
  if ('start' in value || 'end' in value) return period(one('start'), one('end'), saying);
  if (typeof value['value'] === 'number') return [one('value'), one('unit')].filter(Boolean).join(' ');
  return undefined;
}

function period(start: string | undefined, end: string | undefined, { t }: Saying): string | undefined {
  if (start !== undefined && end !== undefined) return t('practitioner.record.period', { start, end });
  if (start !== undefined) return t('practitioner.record.periodFrom', { start });
  return end === undefined ? undefined : t('practitioner.record.periodUntil', { end });
}

/** The first of the keys that says something. */
export function firstOf(body: JsonObject, keys: readonly string[], saying: Saying): string | undefined {
  for (const key of keys) {
    const text = plainValue(body[key], saying);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Every field of any JSON, in its own order: nested names joined, what nobody reads (narrative markup) left out. */
export function everyField(body: JsonObject, saying: Saying, above: readonly string[] = []): [string, string][] {
  return Object.entries(body).flatMap(([key, value]): [string, string][] => {
    if (key === 'resourceType' || (key === 'text' && isObject(value) && 'div' in value)) return [];
    const names = [...above, nameOf(key)];
    const text = plainValue(value, saying);
    if (text !== undefined) return [[names.join(' – '), text]];
    if (isObject(value)) return everyField(value, saying, names);
    if (!Array.isArray(value)) return [];
    return (value as readonly Json[]).flatMap((item, at) =>
      isObject(item)
        ? everyField(item, saying, [...names, String(at + 1)])
        : everyField({ [String(at + 1)]: item }, saying, names),
    );
  });
}

/** `howBestToSupport` → `How best to support`: an agency's own name of a field, made readable. */
export function nameOf(key: string): string {
  const spaced = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
