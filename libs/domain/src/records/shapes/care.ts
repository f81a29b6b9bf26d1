import {
  ADDRESS,
  concept,
  date,
  flag,
  frame,
  group,
  locates,
  means,
  name,
  number,
  period,
  quantity,
  reference,
  resource,
  text,
  token,
  whereabouts,
} from '../declare-fields.js';
import type { Shape } from '../field.js';

const reason = means('diagnosis', concept);
const reasonReference = means('diagnosis', reference);
const status = { status: frame(token), subject: reference, patient: reference, encounter: reference };
const ordered = {
  ...status,
  intent: frame(token),
  priority: token,
  authoredOn: frame(date),
  requester: whereabouts,
  performer: whereabouts,
  occurrenceDateTime: date,
  occurrencePeriod: period,
  reasonCode: reason,
  reasonReference,
};
const telecom = locates(group({ system: token, value: name, use: token, rank: number, period }));
const humanName = group({ use: token, text: name, family: name, given: name, prefix: name, suffix: name, period });

export const encounter: Shape = resource('Encounter', {
  ...status,
  class: { kind: 'coding' },
  type: concept,
  serviceType: concept,
  priority: concept,
  period,
  length: quantity,
  participant: whereabouts,
  reasonCode: reason,
  reasonReference,
  diagnosis: group({ condition: reasonReference, use: concept, rank: number }),
  hospitalization: group({
    admitSource: concept,
    reAdmission: concept,
    dietPreference: concept,
    specialArrangement: concept,
    dischargeDisposition: concept,
    origin: whereabouts,
    destination: whereabouts,
  }),
  location: whereabouts,
  serviceProvider: whereabouts,
});

export const carePlan: Shape = resource('CarePlan', {
  ...status,
  intent: frame(token),
  category: concept,
  title: text,
  description: text,
  period,
  created: frame(date),
  author: whereabouts,
  careTeam: whereabouts,
  addresses: reasonReference,
  activity: group({
    outcomeCodeableConcept: concept,
    detail: group({
      kind: token,
      code: concept,
      status: token,
      statusReason: concept,
      doNotPerform: flag,
      scheduledPeriod: period,
      scheduledString: text,
      description: text,
      reasonCode: reason,
      reasonReference,
      location: whereabouts,
      performer: whereabouts,
      productCodeableConcept: concept,
      dailyAmount: quantity,
      quantity,
    }),
  }),
});

export const goal: Shape = resource('Goal', {
  ...status,
  lifecycleStatus: frame(token),
  achievementStatus: concept,
  category: frame(concept),
  priority: concept,
  description: concept,
  startDate: date,
  target: group({ measure: concept, detailQuantity: quantity, detailCodeableConcept: concept, dueDate: date }),
  addresses: reasonReference,
});

export const device: Shape = resource('Device', {
  ...status,
  type: concept,
  deviceName: group({ name: text, type: token }),
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
});

export const serviceRequest: Shape = resource('ServiceRequest', {
  ...ordered,
  category: frame(concept),
  code: concept,
  quantityQuantity: quantity,
  bodySite: reason,
  locationCode: locates(concept),
  locationReference: whereabouts,
});

export const deviceRequest: Shape = resource('DeviceRequest', { ...ordered, codeCodeableConcept: concept });

export const patient: Shape = resource('Patient', {
  active: frame(flag),
  identifier: locates(group({ system: name, value: name, use: token })),
  name: humanName,
  telecom,
  gender: token,
  birthDate: date,
  deceasedBoolean: flag,
  deceasedDateTime: date,
  address: ADDRESS,
  maritalStatus: concept,
  communication: group({ language: concept, preferred: flag }),
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
  gender: token,
  birthDate: date,
  address: ADDRESS,
  period,
  communication: group({ language: concept, preferred: flag }),
});
