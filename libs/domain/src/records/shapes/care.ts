import { CLINICAL_DEVICES, EQUIPMENT, FUNCTIONING } from '../codes/clinical-terms.js';
import { ENCOUNTER_CLASS, GOAL_ACHIEVEMENT, GOAL_CATEGORY, GOAL_PRIORITY, LANGUAGE } from '../codes/hl7.js';
import * as words from '../codes/required-words.js';
import {
  ADDRESS,
  coding,
  concept,
  conceptOf,
  date,
  flag,
  frame,
  group,
  locates,
  means,
  number,
  period,
  placelessToo,
  quantity,
  reference,
  resource,
  text,
  whereabouts,
} from '../declare-fields.js';
import type { Shape } from '../field.js';

const reason = means('diagnosis', concept);
const reasonReference = means('diagnosis', reference);
const beside = { subject: reference, patient: reference, encounter: reference };
const ordered = {
  ...beside,
  status: frame(words.requestStatus),
  intent: frame(words.requestIntent),
  priority: words.requestPriority,
  authoredOn: frame(date),
  requester: whereabouts,
  performer: whereabouts,
  occurrenceDateTime: date,
  occurrencePeriod: period,
  reasonCode: reason,
  reasonReference,
};
const telecom = locates(group({ system: text, value: text, use: text, rank: number, period }));
/** A name is whatever somebody writes into it, so it is text. */
const humanName = group({ use: text, text, family: text, given: text, prefix: text, suffix: text, period });

/** Where and how somebody is seen shows where they can be found: the codes of it locate as the places do. */
export const encounter: Shape = resource('Encounter', {
  ...beside,
  status: frame(words.encounterStatus),
  class: locates(coding(ENCOUNTER_CLASS)),
  type: locates(concept),
  serviceType: locates(concept),
  priority: concept,
  period,
  length: quantity,
  participant: whereabouts,
  reasonCode: reason,
  reasonReference,
  diagnosis: group({ condition: reasonReference, use: concept, rank: number }, 'condition'),
  hospitalization: locates(
    group({
      admitSource: concept,
      reAdmission: concept,
      dietPreference: concept,
      specialArrangement: concept,
      dischargeDisposition: concept,
      origin: whereabouts,
      destination: whereabouts,
    }),
  ),
  location: whereabouts,
  serviceProvider: whereabouts,
});

export const carePlan: Shape = resource('CarePlan', {
  ...beside,
  status: frame(words.requestStatus),
  intent: frame(words.requestIntent),
  category: means('diagnosis', concept),
  title: text,
  description: text,
  period,
  created: frame(date),
  author: whereabouts,
  careTeam: whereabouts,
  addresses: reasonReference,
  activity: group({
    outcomeCodeableConcept: concept,
    detail: group(
      {
        kind: text,
        code: means('procedure', concept),
        status: words.activityStatus,
        statusReason: concept,
        doNotPerform: flag,
        scheduledPeriod: period,
        scheduledString: text,
        description: text,
        reasonCode: reason,
        reasonReference,
        location: whereabouts,
        performer: whereabouts,
        productCodeableConcept: means('medicine', concept),
        dailyAmount: quantity,
        quantity,
      },
      'code',
      'productCodeableConcept',
    ),
  }),
});

export const goal: Shape = resource(
  'Goal',
  {
    ...beside,
    lifecycleStatus: frame(words.goalStatus),
    achievementStatus: conceptOf(GOAL_ACHIEVEMENT),
    category: frame(conceptOf(GOAL_CATEGORY)),
    priority: conceptOf(GOAL_PRIORITY),
    description: means('diagnosis', concept),
    startDate: date,
    target: group(
      {
        measure: conceptOf(FUNCTIONING),
        detailQuantity: quantity,
        detailCodeableConcept: means('diagnosis', concept),
        dueDate: date,
      },
      'measure',
    ),
    addresses: reasonReference,
  },
  'description',
);

export const device: Shape = resource(
  'Device',
  {
    ...beside,
    status: frame(words.deviceStatus),
    type: placelessToo(EQUIPMENT, CLINICAL_DEVICES),
    deviceName: group({ name: text, type: text }),
    manufacturer: text,
    manufactureDate: date,
    expirationDate: date,
    lotNumber: text,
    serialNumber: text,
    distinctIdentifier: text,
    udiCarrier: text,
    owner: whereabouts,
    location: whereabouts,
    safety: concept,
  },
  'type',
);

export const serviceRequest: Shape = resource(
  'ServiceRequest',
  {
    ...ordered,
    category: frame(concept),
    code: means('procedure', concept),
    quantityQuantity: quantity,
    bodySite: reason,
    locationCode: locates(concept),
    locationReference: whereabouts,
  },
  'code',
);

export const deviceRequest: Shape = resource(
  'DeviceRequest',
  { ...ordered, codeCodeableConcept: placelessToo(EQUIPMENT, CLINICAL_DEVICES) },
  'codeCodeableConcept',
);

export const patient: Shape = resource('Patient', {
  active: frame(flag),
  identifier: locates(group({ system: text, value: text, use: text })),
  name: humanName,
  telecom,
  gender: words.gender,
  birthDate: date,
  deceasedBoolean: flag,
  deceasedDateTime: date,
  address: ADDRESS,
  maritalStatus: concept,
  communication: group({ language: conceptOf(LANGUAGE), preferred: flag }, 'language'),
  contact: locates(group({ relationship: concept, name: humanName, telecom, address: ADDRESS })),
  generalPractitioner: whereabouts,
  managingOrganization: whereabouts,
});

export const relatedPerson: Shape = resource('RelatedPerson', {
  active: frame(flag),
  patient: reference,
  relationship: concept,
  name: humanName,
  telecom,
  gender: words.gender,
  birthDate: date,
  address: ADDRESS,
  period,
  communication: group({ language: conceptOf(LANGUAGE), preferred: flag }, 'language'),
});
