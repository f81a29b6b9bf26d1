import { plainValue, quantity, type Saying, unitOf } from './plain-value.js';
import { objectsOf, wordOf } from './kind.js';
import { isObject, type Json, type JsonObject } from './seen.js';

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

const READ = [
  ...['sequence', 'text', 'additionalInstruction', 'patientInstruction', 'timing', 'asNeededBoolean'],
  ...['asNeededCodeableConcept', 'site', 'route', 'method', 'doseAndRate', 'maxDosePerPeriod', 'id'],
];
const READ_OF_REPEAT = [
  ...['frequency', 'frequencyMax', 'period', 'periodMax', 'periodUnit', 'when', 'timeOfDay', 'dayOfWeek'],
  'boundsPeriod',
];

/** A FHIR R4 Dosage (hl7.org/fhir/R4/dosage.html), as medicines carry one or several of in `dosageInstruction` or `dosage`. */
export function directionsOf(dosage: JsonObject, saying: Saying): Directions {
  const { t } = saying;
  const repeat = repeatOf(dosage);
  const frequency = frequencyOf(dosage, repeat, saying);
  const texts = ['text', 'patientInstruction', 'additionalInstruction', 'method', 'site'].flatMap(
    (key) => plainValue(dosage[key], saying) ?? [],
  );
  const most = isObject(dosage['maxDosePerPeriod']) ? ratioOf(dosage['maxDosePerPeriod'], saying) : undefined;
  return {
    dose: doseOf(dosage['doseAndRate'], saying),
    route: plainValue(dosage['route'], saying),
    frequency,
    text:
      [...new Set(texts), ...(most ? [t('practitioner.record.dosage.most', { most })] : [])].join('. ') || undefined,
    hides:
      Object.keys(dosage).some((key) => !READ.includes(key)) ||
      Object.keys(repeat).some((key) => !READ_OF_REPEAT.includes(key)) ||
      (isObject(dosage['timing']) && frequency === undefined) ||
      (dosage['route'] !== undefined && plainValue(dosage['route'], saying) === undefined),
  };
}

const repeatOf = ({ timing }: JsonObject): JsonObject =>
  isObject(timing) && isObject(timing['repeat']) ? timing['repeat'] : {};

function doseOf(doses: Json | undefined, saying: Saying): string | undefined {
  const said = objectsOf(doses).flatMap((one) => {
    const { doseQuantity, doseRange, rateQuantity, rateRange, rateRatio } = one;
    const dose = isObject(doseQuantity) ? amount(doseQuantity, saying) : rangeOf(doseRange, saying);
    const rate = isObject(rateQuantity) ? amount(rateQuantity, saying) : rangeOf(rateRange, saying);
    const ratio = isObject(rateRatio) ? ratioOf(rateRatio, saying) : undefined;
    return [dose, rate ?? ratio].filter((part) => part !== undefined);
  });
  return said.length > 0 ? said.join(', ') : undefined;
}

/** A number without a unit is no dose that somebody could give: that is said beside it. */
function amount(dose: JsonObject, saying: Saying): string {
  const said = quantity(dose, saying);
  return unitOf(dose, saying) === undefined ? saying.t('practitioner.record.dosage.noUnit', { number: said }) : said;
}

function rangeOf(range: Json | undefined, saying: Saying): string | undefined {
  if (!isObject(range)) return undefined;
  const [low, high] = [range['low'], range['high']].map((end) => (isObject(end) ? amount(end, saying) : undefined));
  if (low !== undefined && high !== undefined) return saying.t('practitioner.record.dosage.range', { low, high });
  return low ?? high;
}

function ratioOf({ numerator, denominator }: JsonObject, saying: Saying): string | undefined {
  if (!isObject(numerator) || !isObject(denominator)) return undefined;
  return saying.t('practitioner.record.dosage.ratio', {
    part: amount(numerator, saying),
    whole: quantity(denominator, saying),
  });
}

function frequencyOf(dosage: JsonObject, repeat: JsonObject, saying: Saying): string | undefined {
  const { t } = saying;
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
