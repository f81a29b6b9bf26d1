import { isDay, isInstant } from '#libs/calendar';
import type { Translate } from '../../words/texts.js';
import { calendarDay, calendarMonth, moment } from '../../words/times.js';
import { plainNumber } from './plain-number.js';
import { inWords, isForMachines } from './raw-text.js';
import { type Json, type JsonObject, objectsOf } from './seen.js';
import { areTwoUnits, saysMore } from './two-ways.js';

/** In which language, and under which agreement, a body is said. */
export interface Saying {
  readonly t: Translate;
  readonly language: string;
  /** What to say where a field was left out. */
  readonly leftOut: string;
  /** The day in London. */
  readonly today: string;
  /** To be told of each part that is there and has no words. */
  readonly missed?: () => void;
}

/** What the relay puts in place of a field that must not leave, and before what it shows of a masked one. */
const REDACTED = '[redacted]';
const MASKED = '[masked]';
/** What the relay left out or masked stands in the place of a value. */
export const isMarked = (text: string): boolean => text.startsWith(REDACTED) || text.startsWith(MASKED);
const LOCAL = /^(\d{4}-\d\d-\d\d)T([01]\d:[0-5]\d|2[0-3]:[0-5]\d)(:\d\d(\.\d+)?)?$/;

/**
 * A value as one line of text; undefined for what is no single value, for nothing at all, and for what only machines read
 * (codes without words, references, addresses): never raw.
 */
export function plainValue(value: Json | undefined, saying: Saying): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'boolean') return saying.t(`practitioner.record.${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') return plainNumber(value);
  if (Array.isArray(value)) return plainList(value as readonly Json[], saying);
  const text = typeof value === 'string' ? plainText(value, saying) : plainObject(value as JsonObject, saying);
  if (text === undefined) saying.missed?.();
  return text;
}

function plainText(text: string, { t, language, leftOut }: Saying): string | undefined {
  if (text === REDACTED) return leftOut;
  if (text.startsWith(MASKED)) return t('practitioner.record.masked', { end: text.slice(MASKED.length) });
  if (isDay(text)) return calendarDay(text, language).text;
  if (isInstant(text)) return moment(text, language).text;
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return calendarMonth(text, language);
  const [, date, time] = LOCAL.exec(text) ?? [];
  if (date !== undefined && isDay(date)) return `${calendarDay(date, language).text}, ${time}`;
  return isForMachines(text) ? undefined : inWords(text);
}

function plainList(list: readonly Json[], saying: Saying): string | undefined {
  const items = list.flatMap((item) => plainValue(item, saying) ?? []);
  return items.length > 0 ? [...new Set(items)].join(', ') : undefined;
}

/** Whether everything in a value is said by `plainValue`. */
export function isWhole(value: Json | undefined, saying: Saying): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return (value as readonly Json[]).every((item) => isWhole(item, saying));
  return plainValue(value, saying) !== undefined;
}

/** The data types of FHIR R4 that read as one value: CodeableConcept, Coding, Reference, Period, Quantity. */
function plainObject(value: JsonObject, saying: Saying): string | undefined {
  const one = (key: string): string | undefined => plainValue(value[key], saying);
  if ('coding' in value || isTextAlone(value)) return concept(value, saying);
  if ('system' in value && 'code' in value && !('value' in value)) return one('display');
  if ('reference' in value) return one('display');
  if ('start' in value || 'end' in value) return period(one('start'), one('end'), saying);
  if (typeof value['value'] === 'number') return quantity(value, saying);
  return undefined;
}

/** A CodeableConcept may have words and no code. */
const isTextAlone = (value: JsonObject): boolean =>
  Object.keys(value).length === 1 && typeof value['text'] === 'string';

/**
 * A CodeableConcept by its text or its first coding's words. Codings of one concept say the same in several vocabularies, so one is
 * enough, unless another says more: a strength must not stand where nobody reads it.
 */
function concept({ text, coding }: JsonObject, saying: Saying): string | undefined {
  const words = plainValue(text, saying);
  const displays = objectsOf(coding).map(({ display }) => display);
  // Beside words of its own, what has none is not missed.
  const beside: Saying = words === undefined ? saying : { ...saying, missed: () => undefined };
  const coded = displays.map((one) => plainValue(one, beside));
  const name = words ?? coded.find(Boolean);
  if (name === undefined) return undefined;
  const more = coded.filter((one, at) => {
    const display = displays[at];
    return one !== undefined && typeof display === 'string' && !isMarked(display) && saysMore(name, one);
  });
  if (more.length === 0 || (typeof text === 'string' && isMarked(text))) return name;
  return saying.t('practitioner.record.coded', { name, coded: [...new Set(more)].join('; ') });
}

const COMPARATORS = ['<', '<=', '>=', '>'];

/** A Quantity: its number, its comparator, its unit; a unit's code only where no word stands beside it. */
export function quantity(value: JsonObject, saying: Saying): string {
  const { value: number, comparator } = value;
  const unit = unitOf(value, saying);
  const sign = typeof comparator === 'string' && COMPARATORS.includes(comparator) ? `${comparator} ` : '';
  const amount = `${sign}${[plainValue(number, saying), unit].filter(Boolean).join(' ')}`;
  const [said, coded] = [value['unit'], value['code']];
  if (typeof said !== 'string' || typeof coded !== 'string' || !areTwoUnits(said, coded)) return amount;
  return saying.t('practitioner.record.dosage.twoUnits', { amount, coded });
}

/** Annotations of UCUM are no unit (`{score}`, `{#}`), and its brackets no letters (`mm[Hg]`). */
export function unitOf(value: JsonObject, saying: Saying): string | undefined {
  const unit = plainValue(value['unit'], saying) ?? plainValue(value['code'], saying);
  const said = unit
    ?.replace(/\{#\}/g, '')
    .replace(/[{}]/g, '')
    .replace(/\[(\w+)\]/g, '$1')
    .replace(/^\/a$/, saying.t('practitioner.record.aYear'));
  return said === '' ? undefined : said;
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

/** `howBestToSupport` → `How best to support`: an agency's own name of a field, made readable. */
export function nameOf(key: string): string {
  const spaced = key
    .replace(/[_-]+/g, ' ')
    .replace(/(?<=[a-z\d])[A-Z](?![A-Z])|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
