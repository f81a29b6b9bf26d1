import { always, coded, eachOf, type Kind, line, type Line, objectsOf, statusIsOver, wordOf } from './kind.js';
import { MEDICINE } from './medicine.js';
import { PATIENT } from './patient.js';
import { firstOf, plainValue } from './plain-value.js';
import { isObject, type JsonObject } from './seen.js';

const STATUS = coded('status', 'status', 'clinicalStatus', 'status');
const SURE = coded('sure', 'sure', 'verificationStatus');
const NOTE = eachOf('note', 'note', (item, saying) => firstOf(item, ['text'], saying));

/** An Observation's value, whatever its type (`valueQuantity`, `valueString`…). */
function valueOf(body: JsonObject, saying: Parameters<Line['read']>[1]): string | undefined {
  const key = Object.keys(body).find((name) => /^value[A-Z]/.test(name));
  return key === undefined ? undefined : plainValue(body[key], saying);
}
const VALUES = ['Quantity', 'CodeableConcept', 'String', 'Boolean', 'Integer', 'DateTime', 'Period', 'Time', 'Range'];

const isSevere = (body: JsonObject): boolean =>
  body['criticality'] === 'high' || objectsOf(body['reaction']).some(({ severity }) => severity === 'severe');

/** What a practitioner reads first of each kind of FHIR R4 resource that this place's agencies send. */
export const KINDS: Readonly<Record<string, Kind>> = {
  Patient: PATIENT,
  MedicationRequest: MEDICINE,
  MedicationStatement: MEDICINE,
  AllergyIntolerance: {
    title: ['code'],
    brief: ['status', 'reaction', 'severity'],
    standing: statusIsOver('inactive', 'resolved'),
    isUrgent: isSevere,
    lines: [
      always(STATUS),
      always(coded('risk', 'criticality', 'criticality')),
      always(eachOf('reaction', 'reaction', (item, saying) => firstOf(item, ['manifestation', 'description'], saying))),
      always(eachOf('severity', 'reaction', ({ severity }, saying) => wordOf(severity, 'severity', saying))),
      SURE,
      coded('allergyType', 'allergyType', 'type'),
      coded('allergyTo', 'allergyTo', 'category'),
      line('since', 'onsetDateTime', 'onsetPeriod', 'onsetString'),
      line('lastReaction', 'lastOccurrence'),
      line('noted', 'recordedDate'),
      NOTE,
    ],
  },
  Condition: {
    title: ['code'],
    brief: ['status', 'since', 'ended'],
    standing: statusIsOver('inactive', 'resolved', 'remission'),
    lines: [
      STATUS,
      SURE,
      coded('severity', 'severity', 'severity'),
      line('bodySite', 'bodySite'),
      line('since', 'onsetDateTime', 'onsetPeriod', 'onsetString'),
      line('ended', 'abatementDateTime', 'abatementString'),
      line('noted', 'recordedDate'),
      NOTE,
    ],
    technical: ['category'],
  },
  Observation: {
    title: ['code'],
    brief: ['result', 'measured'],
    standing: statusIsOver('cancelled'),
    lines: [
      {
        label: 'result',
        keys: VALUES.map((type) => `value${type}`),
        read: valueOf,
      },
      line('noResult', 'dataAbsentReason'),
      line('meaning', 'interpretation'),
      coded('status', 'status', 'status'),
      line('measured', 'effectiveDateTime', 'effectivePeriod', 'issued'),
      NOTE,
    ],
    parts: (body, saying) =>
      objectsOf(body['component']).map((item) => [firstOf(item, ['code'], saying), valueOf(item, saying)]),
    technical: ['category', 'issued', 'component'],
  },
  Encounter: {
    title: ['type', 'serviceType'],
    brief: ['status', 'when', 'place'],
    standing: statusIsOver('cancelled'),
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
  },
  Procedure: {
    title: ['code'],
    brief: ['status', 'when'],
    standing: statusIsOver('not-done'),
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
    standing: statusIsOver('not-done'),
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
    standing: statusIsOver('revoked', 'completed'),
    lines: [
      STATUS,
      line('when', 'period'),
      line('description', 'description'),
      eachOf('activities', 'activity', ({ detail }, saying) => {
        if (!isObject(detail)) return undefined;
        const what = firstOf(detail, ['code', 'description'], saying);
        const status = wordOf(detail['status'], 'status', saying);
        return what === undefined ? undefined : [what, status].filter(Boolean).join(': ');
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
    standing: statusIsOver('inactive'),
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
