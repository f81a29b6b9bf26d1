import { ALLERGY } from './allergy.js';
import { coded, eachOf, joined, type Kind, line, type Line, NOTE, STATUS, SURE, wordOf } from './kind.js';
import { MEDICINE } from './medicine.js';
import { PATIENT } from './patient.js';
import { plainValue } from './plain-value.js';
import { isObject, type JsonObject, objectsOf } from './seen.js';

const MEANINGS = ['interpretation', 'dataAbsentReason'];

/** An Observation's value, whatever its type (`valueQuantity`, `valueString`…). */
function valueOf(body: JsonObject, saying: Parameters<Line['read']>[1]): string | undefined {
  const key = Object.keys(body).find((name) => /^value[A-Z]/.test(name));
  return key === undefined ? undefined : plainValue(body[key], saying);
}
/** What a practitioner reads first of each kind of FHIR R4 resource that this place's agencies send. */
export const KINDS: Readonly<Record<string, Kind>> = {
  Patient: PATIENT,
  MedicationRequest: MEDICINE,
  MedicationStatement: MEDICINE,
  AllergyIntolerance: ALLERGY,
  Condition: {
    title: ['code'],
    brief: ['status', 'since', 'ended'],
    endsAt: ['abatementDateTime', 'abatementPeriod.end'],
    lines: [
      STATUS,
      SURE,
      coded('severity', 'severity', 'severity'),
      line('bodySite', 'bodySite'),
      line('since', 'onsetDateTime', 'onsetPeriod', 'onsetAge', 'onsetString'),
      line('ended', 'abatementDateTime', 'abatementPeriod', 'abatementAge', 'abatementString'),
      line('noted', 'recordedDate'),
      NOTE,
    ],
    technical: ['category'],
  },
  Observation: {
    title: ['code'],
    brief: ['result', 'measured'],
    lines: [
      { label: 'result', read: valueOf },
      line('noResult', 'dataAbsentReason'),
      line('meaning', 'interpretation'),
      coded('status', 'status', 'status'),
      line('measured', 'effectiveDateTime', 'effectivePeriod'),
      NOTE,
    ],
    parts: (body, saying) =>
      objectsOf(body['component']).map((item) => [
        plainValue(item['code'], saying),
        joined([valueOf(item, saying), ...MEANINGS.map((key) => plainValue(item[key], saying))]),
      ]),
    // When the result was released says nothing of the person.
    technical: ['category', 'issued'],
  },
  Encounter: {
    title: ['type', 'serviceType'],
    brief: ['status', 'when', 'place'],
    lines: [
      STATUS,
      coded('visit', 'visit', 'class'),
      line('when', 'period'),
      line('reason', 'reasonCode'),
      line('place', 'serviceProvider'),
      eachOf('where', 'location', ({ location }, saying) => plainValue(location, saying)),
      eachOf('who', 'participant', ({ individual }, saying) => plainValue(individual, saying)),
      eachOf('leftFor', 'hospitalization', ({ dischargeDisposition }, saying) =>
        plainValue(dischargeDisposition, saying),
      ),
    ],
    technical: ['participant.type', 'participant.period'],
  },
  Procedure: {
    title: ['code'],
    brief: ['status', 'when'],
    lines: [
      STATUS,
      line('when', 'performedDateTime', 'performedPeriod', 'performedString'),
      line('reason', 'reasonCode', 'reasonReference'),
      line('place', 'location'),
      NOTE,
    ],
  },
  Immunization: {
    title: ['vaccineCode'],
    brief: ['status', 'when'],
    lines: [
      STATUS,
      line('when', 'occurrenceDateTime', 'occurrenceString'),
      line('dose', 'doseQuantity'),
      line('route', 'route'),
      line('bodySite', 'site'),
      line('place', 'location'),
      NOTE,
    ],
    technical: ['primarySource'],
  },
  CarePlan: {
    title: ['title', 'category'],
    brief: ['status', 'when'],
    over: ['completed'],
    endsAt: ['period.end'],
    isPlan: true,
    lines: [
      STATUS,
      line('when', 'period'),
      line('description', 'description'),
      eachOf('activities', 'activity', ({ detail }, saying) => {
        if (!isObject(detail)) return undefined;
        const what = ['code', 'description', 'location'].map((key) => plainValue(detail[key], saying));
        const status = wordOf(detail['status'], 'status', saying);
        return joined([joined(what, ', '), status], ': ');
      }),
      line('for', 'addresses'),
      line('who', 'careTeam', 'author'),
      NOTE,
    ],
    technical: ['category'],
  },
  Device: {
    title: ['type', 'deviceName'],
    brief: ['status', 'expires'],
    lines: [
      STATUS,
      line('made', 'manufactureDate'),
      line('expires', 'expirationDate'),
      line('serial', 'serialNumber'),
      line('batch', 'lotNumber'),
      NOTE,
    ],
    technical: ['udiCarrier', 'distinctIdentifier', 'deviceName'],
  },
};
