import { codesOf } from './coded-words.js';
import { isWhole, plainValue, quantity, type Saying, unitOf } from './plain-value.js';
import { joined, wordOf } from './kind.js';
import { isObject, type Json, type JsonObject, objectsOf } from './seen.js';

/** One instruction of a medicine, in words; what it does not say is undefined. */
export interface Directions {
  readonly dose: string | undefined;
  readonly route: string | undefined;
  readonly frequency: string | undefined;
  /** As the prescriber wrote it. */
  readonly text: string | undefined;
  /** Something in it has no words here: then the text or the prescriber has to be asked. */
  readonly hides: boolean;
}

/** What reads as words by itself. */
const IN_WORDS = [
  ...['text', 'patientInstruction', 'additionalInstruction', 'method', 'site', 'route'],
  'asNeededCodeableConcept',
];
const READ = [...IN_WORDS, 'sequence', 'timing', 'asNeededBoolean', 'doseAndRate', 'maxDosePerPeriod', 'id'];
const COUNTED = ['frequency', 'frequencyMax', 'period', 'periodMax', 'periodUnit'];
const READ_OF_REPEAT = [...COUNTED, 'when', 'timeOfDay', 'dayOfWeek', 'boundsPeriod'];

/** A FHIR R4 Dosage (hl7.org/fhir/R4/dosage.html), as medicines carry one or several of in `dosageInstruction` or `dosage`. */
export function directionsOf(dosage: JsonObject, saying: Saying): Directions {
  const { t } = saying;
  const repeat = repeatOf(dosage);
  const frequency = frequencyOf(dosage, repeat, saying);
  const texts = ['text', 'patientInstruction', 'additionalInstruction', 'method', 'site'].flatMap(
    (key) => plainValue(dosage[key], saying) ?? [],
  );
  const most = mostOf(dosage, saying);
  return {
    dose: doseOf(dosage['doseAndRate'], saying),
    route: plainValue(dosage['route'], saying),
    frequency,
    text:
      [...new Set(texts), ...(most ? [t('practitioner.record.dosage.most', { most })] : [])].join('. ') || undefined,
    hides:
      !knowsAll(dosage, READ) ||
      !IN_WORDS.every((key) => isWhole(dosage[key], saying)) ||
      hidesDose(dosage['doseAndRate'], saying) ||
      (dosage['timing'] !== undefined && (frequency === undefined || hidesTiming(dosage, saying))) ||
      (dosage['maxDosePerPeriod'] !== undefined && most === undefined),
  };
}

const knowsAll = (object: JsonObject, known: readonly string[]): boolean =>
  Object.keys(object).every((key) => known.includes(key));

const mostOf = ({ maxDosePerPeriod: most }: JsonObject, saying: Saying): string | undefined =>
  isObject(most) ? ratioOf(most, saying) : plainValue(most, saying);

/** What is counted, each day and each time of it: half of it said would be another timing. */
function hidesTiming({ timing }: JsonObject, saying: Saying): boolean {
  if (!isObject(timing)) return false;
  const repeat = repeatOf({ timing });
  const hasWords = (key: 'when' | 'dayOfWeek', vocabulary: string): boolean =>
    [repeat[key] ?? []].flat().every((code: Json) => wordOf(code, vocabulary, saying) !== undefined);
  return !(
    knowsAll(timing, ['repeat', 'code', 'id']) &&
    knowsAll(repeat, READ_OF_REPEAT) &&
    isWhole(timing['code'], saying) &&
    isWhole(repeat['boundsPeriod'], saying) &&
    hasWords('when', 'when') &&
    hasWords('dayOfWeek', 'day') &&
    [repeat['timeOfDay'] ?? []].flat().every((hour: Json) => typeof hour === 'string') &&
    (!COUNTED.some((key) => key in repeat) || timesOf(repeat, saying) !== undefined)
  );
}

const repeatOf = ({ timing }: JsonObject): JsonObject =>
  isObject(timing) && isObject(timing['repeat']) ? timing['repeat'] : {};

/** Each part of a dose, as far as it can be said, in the order in which it is given. */
const PARTS_OF_A_DOSE: Readonly<Record<string, (part: JsonObject, saying: Saying) => string | undefined>> = {
  doseQuantity: amount,
  doseRange: rangeOf,
  rateQuantity: amount,
  rateRange: rangeOf,
  rateRatio: ratioOf,
};

function partsOf(dose: JsonObject, saying: Saying): (string | undefined)[] {
  return Object.entries(PARTS_OF_A_DOSE).flatMap(([key, read]) => {
    const part = dose[key];
    if (part === undefined) return [];
    return [isObject(part) ? read(part, saying) : typeof part === 'string' ? plainValue(part, saying) : undefined];
  });
}

function doseOf(doses: Json | undefined, saying: Saying): string | undefined {
  if (typeof doses === 'string') return plainValue(doses, saying);
  const each = objectsOf(doses);
  const [only] = each.length === 1 ? each : [];
  // That the one dose is the one that was ordered goes without saying.
  if (only !== undefined && codesOf(only['type']).includes('ordered')) return joined(partsOf(only, saying), ', ');
  return joined(
    each.map((one) => withType(joined(partsOf(one, saying), ', '), one, saying)),
    ', ',
  );
}

/** A dose that was calculated is not the one that was ordered. */
function withType(dose: string | undefined, { type }: JsonObject, saying: Saying): string | undefined {
  const said = wordOf(type, 'doseType', saying)?.toLowerCase();
  if (dose === undefined || said === undefined) return dose;
  return saying.t('practitioner.record.dosage.ofType', { dose, type: said });
}

/** A dose of which only a part is said is another dose. */
function hidesDose(doses: Json | undefined, saying: Saying): boolean {
  if (doses === undefined || typeof doses === 'string') return false;
  return [doses].flat().some((one: Json) => {
    if (!isObject(one) || !knowsAll(one, [...Object.keys(PARTS_OF_A_DOSE), 'type', 'id'])) return true;
    const parts = partsOf(one, saying);
    const isTypeUnsaid = one['type'] !== undefined && wordOf(one['type'], 'doseType', saying) === undefined;
    return parts.length === 0 || parts.includes(undefined) || isTypeUnsaid;
  });
}

/** A number without a unit is no dose that somebody could give: that is said beside it. A unit without a number is none at all. */
export function amount(dose: JsonObject, saying: Saying): string | undefined {
  if (plainValue(dose['value'], saying) === undefined) return undefined;
  const said = quantity(dose, saying);
  return unitOf(dose, saying) === undefined ? saying.t('practitioner.record.dosage.noUnit', { number: said }) : said;
}

function rangeOf(range: JsonObject, saying: Saying): string | undefined {
  const [low, high] = [range['low'], range['high']].map((end) => (isObject(end) ? amount(end, saying) : undefined));
  if (low !== undefined && high !== undefined) return saying.t('practitioner.record.dosage.range', { low, high });
  return low ?? high;
}

function ratioOf({ numerator, denominator }: JsonObject, saying: Saying): string | undefined {
  const part = isObject(numerator) ? amount(numerator, saying) : undefined;
  const whole = isObject(denominator) ? quantity(denominator, saying) : undefined;
  return part === undefined || whole === undefined
    ? undefined
    : saying.t('practitioner.record.dosage.ratio', { part, whole });
}

function frequencyOf(dosage: JsonObject, repeat: JsonObject, saying: Saying): string | undefined {
  const { t } = saying;
  // Left out by the rules, which is no missing timing.
  if (typeof dosage['timing'] === 'string') return plainValue(dosage['timing'], saying);
  const timing = isObject(dosage['timing']) ? dosage['timing'] : {};
  const need = plainValue(dosage['asNeededCodeableConcept'], saying);
  const parts = [
    timesOf(repeat, saying),
    wordOf(repeat['when'], 'when', saying),
    wordOf(repeat['dayOfWeek'], 'day', saying),
    hoursOf(repeat['timeOfDay'], saying),
    plainValue(timing['code'], saying),
    isObject(repeat['boundsPeriod']) ? plainValue(repeat['boundsPeriod'], saying) : undefined,
    dosage['asNeededBoolean'] === true ? t('practitioner.record.dosage.asNeeded') : undefined,
    need === undefined ? undefined : t('practitioner.record.dosage.asNeededFor', { need }),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** `2 times each day`, `once every 6 hours`. */
function timesOf(
  { frequency, frequencyMax, period, periodMax, periodUnit }: JsonObject,
  saying: Saying,
): string | undefined {
  const { t } = saying;
  if (typeof period !== 'number' || typeof periodUnit !== 'string' || !UNITS.includes(periodUnit)) return undefined;
  const count = typeof frequency === 'number' ? frequency : 1;
  const times =
    typeof frequencyMax === 'number'
      ? t('practitioner.record.dosage.timesUpTo', { from: count, to: frequencyMax })
      : t('practitioner.record.dosage.times', { count });
  const longest = typeof periodMax === 'number' ? periodMax : period;
  const per =
    longest === period
      ? t(`practitioner.record.dosage.per.${periodUnit}`, { count: period })
      : t(`practitioner.record.dosage.perUpTo.${periodUnit}`, { from: period, to: longest });
  return `${times} ${per}`;
}

const UNITS: readonly string[] = ['s', 'min', 'h', 'd', 'wk', 'mo', 'a'];

function hoursOf(times: Json | undefined, { t }: Saying): string | undefined {
  if (!Array.isArray(times)) return undefined;
  const hours = (times as readonly Json[]).flatMap((time) => (typeof time === 'string' ? time.slice(0, 5) : []));
  return hours.length > 0 ? t('practitioner.record.dosage.at', { hours: hours.join(', ') }) : undefined;
}
