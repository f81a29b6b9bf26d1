import { directionsOf } from './dosage.js';
import { codeOf, coded, eachOf, type Kind, line, type Line, objectsOf } from './kind.js';
import { firstOf, plainValue, type Saying } from './plain-value.js';
import { isObject, type JsonObject } from './seen.js';

const DOSAGES = ['dosageInstruction', 'dosage'];
const dosagesOf = (body: JsonObject): JsonObject[] => DOSAGES.flatMap((key) => objectsOf(body[key]));

/** One part of the directions; where there are several steps, each by its number. Always said: without it nobody can give it. */
const direction = (part: 'dose' | 'route' | 'frequency' | 'text', label: string): Line => ({
  label,
  keys: [],
  read: (body, saying) => {
    // Left out by the rules: that is no missing dose.
    const marked = DOSAGES.map((key) => body[key]).find((value) => typeof value === 'string');
    if (marked !== undefined) return plainValue(marked, saying);
    const steps = dosagesOf(body).map((one) => directionsOf(one, saying)[part]);
    if (steps.every((step) => step === undefined)) return undefined;
    if (steps.length === 1) return steps[0];
    return steps.map((step, at) => `${at + 1}. ${step ?? saying.t('practitioner.record.notSaid')}`).join(' ');
  },
  ...(part === 'text' ? {} : { always: true as const }),
});

/** Where a dosage hides something, the whole list of directions counts as not wholly said. */
const hidesDirections = (body: JsonObject, saying: Saying): boolean =>
  dosagesOf(body).some((one) => directionsOf(one, saying).hides);

function startOf(body: JsonObject, saying: Saying): string | undefined {
  const { effectivePeriod, dispenseRequest } = body;
  const bounds = dosagesOf(body).map(({ timing }) =>
    isObject(timing) && isObject(timing['repeat']) ? timing['repeat']['boundsPeriod'] : undefined,
  );
  const validity = isObject(dispenseRequest) ? dispenseRequest['validityPeriod'] : undefined;
  const periods = [effectivePeriod, ...bounds, validity].filter((one) => isObject(one));
  return (
    periods.map(({ start }) => plainValue(start, saying)).find(Boolean) ??
    firstOf(body, ['effectiveDateTime', 'authoredOn'], saying)
  );
}

/** A medicine's name: its concept, the reference's words, or the contained Medication that it points at. */
function nameOfMedicine(body: JsonObject, saying: Saying): string | undefined {
  const own = firstOf(body, ['medicationCodeableConcept', 'medicationReference'], saying);
  if (own !== undefined) return own;
  const { medicationReference } = body;
  const reference = isObject(medicationReference) ? medicationReference['reference'] : undefined;
  const contained = objectsOf(body['contained']).find(({ id }) => typeof id === 'string' && `#${id}` === reference);
  return contained && firstOf(contained, ['code'], saying);
}

const OVER = ['stopped', 'completed', 'cancelled', 'entered-in-error', 'not-taken', 'ended'];

/** FHIR R4 MedicationRequest and MedicationStatement: name, dose, route, frequency, start and status, whatever is missing. */
export const MEDICINE: Kind = {
  title: [],
  name: nameOfMedicine,
  nameless: 'medicine',
  brief: ['warning', 'status', 'dose', 'route', 'frequency'],
  hides: hidesDirections,
  standing: (body) => (OVER.includes(codeOf(body['status']) ?? '') ? 'over' : 'now'),
  isUrgent: ({ doNotPerform }) => doNotPerform === true,
  lines: [
    {
      label: 'warning',
      keys: [],
      read: ({ doNotPerform }, { t }) => (doNotPerform === true ? t('practitioner.record.doNotGive') : undefined),
    },
    { ...coded('status', 'status', 'status'), always: true },
    direction('dose', 'dose'),
    direction('route', 'route'),
    direction('frequency', 'frequency'),
    direction('text', 'directions'),
    { label: 'start', keys: ['effectivePeriod', 'effectiveDateTime'], read: startOf, always: true },
    line('prescribed', 'authoredOn'),
    line('stoppedWhy', 'statusReason'),
    line('prescriber', 'requester', 'informationSource'),
    line('reason', 'reasonCode', 'reasonReference'),
    eachOf('note', 'note', (item, saying) => firstOf(item, ['text'], saying)),
  ],
  technical: [
    ...[
      'category',
      'dosageInstruction',
      'dosage',
      'dispenseRequest',
      'medicationCodeableConcept',
      'medicationReference',
    ],
    ...['contained', 'reportedBoolean', 'context', 'dateAsserted', 'doNotPerform'],
  ],
};
