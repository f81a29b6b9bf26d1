import { directionsOf } from './dosage.js';
import { coded, joined, type Kind, line, type Line, NOTE } from './kind.js';
import { plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject, objectsOf } from './seen.js';
import { isBefore } from './standing.js';

const DOSAGES = ['dosageInstruction', 'dosage'];
/** In the order in which they are taken where each has its number; else as they were written. */
function dosagesOf(body: JsonObject): JsonObject[] {
  const written = DOSAGES.flatMap((key) => objectsOf(body[key]));
  const numbers = new Map(
    written.flatMap((one) => (typeof one['sequence'] === 'number' ? [[one, one['sequence']]] : [])),
  );
  return numbers.size < written.length ? written : [...written].sort((a, b) => numbers.get(a)! - numbers.get(b)!);
}

/** One part of the directions; where there are several steps, each by its number. Always said: without it nobody can give it. */
const direction = (part: 'dose' | 'route' | 'frequency' | 'text', label: string): Line => ({
  label,
  read: (body, saying) => {
    // Left out by the rules: that is no missing dose.
    const marked = DOSAGES.map((key) => body[key]).find((value) => typeof value === 'string');
    if (marked !== undefined) return plainValue(marked, saying);
    const dosages = dosagesOf(body);
    const directions = dosages.map((one) => directionsOf(one, saying));
    if (directions.some(({ hides }) => hides)) saying.missed?.();
    const steps = directions.map((one) => one[part]);
    if (steps.every((step) => step === undefined)) return undefined;
    if (steps.length === 1) return steps[0];
    // By its own number: steps of the same number are taken together.
    const numberOf = (at: number): number =>
      typeof dosages[at]!['sequence'] === 'number' ? dosages[at]!['sequence'] : at + 1;
    return steps.map((step, at) => `${numberOf(at)}. ${step ?? saying.t('practitioner.record.notSaid')}`).join(' ');
  },
  ...(part === 'text' ? {} : { always: true as const }),
});

const isPeriod = (value: Json | undefined): value is JsonObject => isObject(value);

/** Since when and, where it says so, until when: a medicine that ended reads as one. */
function takenOf(body: JsonObject, saying: Saying): string | undefined {
  const { effectivePeriod, dispenseRequest } = body;
  if (typeof effectivePeriod === 'string') return plainValue(effectivePeriod, saying);
  const bounds = dosagesOf(body).map(({ timing }) =>
    isObject(timing) && isObject(timing['repeat']) ? timing['repeat']['boundsPeriod'] : undefined,
  );
  const validity = isObject(dispenseRequest) ? dispenseRequest['validityPeriod'] : undefined;
  const starts = [effectivePeriod, ...bounds, validity].filter(isPeriod).map(({ start }) => plainValue(start, saying));
  const own = [body['effectiveDateTime'], body['authoredOn']].map((day) => plainValue(day, saying));
  return sayTaken(
    [...starts, ...own].find(Boolean),
    isObject(effectivePeriod) ? effectivePeriod['end'] : undefined,
    saying,
  );
}

/** `1 April 2026, ended 3 May 2026`. */
export function sayTaken(start: string | undefined, ended: Json | undefined, saying: Saying): string | undefined {
  const end = plainValue(ended, saying);
  if (end === undefined) return start;
  const key = `practitioner.record.${isBefore(ended, saying.today) ? 'taken' : 'until'}`;
  return saying.t(key, { start: start ?? saying.t('practitioner.record.notSaid'), end });
}

/** What may be handed out of it, and how long that holds. */
const dispensed = (label: string, key: string): Line => ({
  label,
  read: ({ dispenseRequest }, saying) =>
    isObject(dispenseRequest) ? plainValue(dispenseRequest[key], saying) : undefined,
});

/** A medicine's name: its concept, the reference's words, or the contained Medication that it points at. */
function nameOfMedicine(body: JsonObject, saying: Saying): string | undefined {
  const { medicationCodeableConcept, medicationReference } = body;
  const reference = isObject(medicationReference) ? medicationReference['reference'] : undefined;
  const contained = objectsOf(body['contained']).find(({ id }) => typeof id === 'string' && `#${id}` === reference);
  const display = isObject(medicationReference) ? medicationReference['display'] : medicationReference;
  const names = [medicationCodeableConcept, display, contained?.['code']].map((one) => plainValue(one, saying));
  // A medicine that its own record calls anything but in use is no name to rely on.
  if (contained?.['status'] !== undefined && contained['status'] !== 'active') saying.missed?.();
  return joined(names, ', ');
}

/** FHIR R4 MedicationRequest and MedicationStatement: name, dose, route, frequency, start and status, whatever is missing. */
export const MEDICINE: Kind = {
  title: [],
  name: nameOfMedicine,
  nameless: 'medicine',
  brief: ['status', 'dose', 'route', 'frequency'],
  over: ['completed'],
  endsAt: ['effectivePeriod.end'],
  alert: ({ doNotPerform }) => (doNotPerform === true ? 'doNotGive' : undefined),
  lines: [
    {
      label: 'warning',
      read: ({ doNotPerform }, { t }) => (doNotPerform === true ? t('practitioner.record.doNotGive') : undefined),
    },
    { ...coded('status', 'status', 'status'), always: true },
    direction('dose', 'dose'),
    direction('route', 'route'),
    direction('frequency', 'frequency'),
    direction('text', 'directions'),
    { label: 'start', read: takenOf, always: true },
    line('prescribed', 'authoredOn'),
    line('noted', 'dateAsserted'),
    line('stoppedWhy', 'statusReason'),
    line('prescriber', 'requester', 'informationSource'),
    line('reason', 'reasonCode', 'reasonReference'),
    dispensed('validity', 'validityPeriod'),
    dispensed('supply', 'quantity'),
    dispensed('supplyFor', 'expectedSupplyDuration'),
    dispensed('repeats', 'numberOfRepeatsAllowed'),
    NOTE,
  ],
  technical: ['category', 'reportedBoolean', 'dosageInstruction.sequence', 'dosage.sequence'],
};
