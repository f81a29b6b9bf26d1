import {
  concept,
  date,
  flag,
  frame,
  group,
  means,
  number,
  period,
  quantity,
  range,
  ratio,
  reference,
  resource,
  text,
  token,
  whereabouts,
} from '../declare-fields.js';
import type { Field, Shape } from '../field.js';

const reason = means('diagnosis', concept);
const reasonReference = means('diagnosis', reference);
const status = {
  status: frame(token),
  statusReason: text,
  subject: reference,
  patient: reference,
  encounter: reference,
};
const standing = { clinicalStatus: frame(concept), verificationStatus: frame(concept), category: frame(concept) };
const recorded = { recordedDate: frame(date), recorder: whereabouts, asserter: whereabouts };
const onset = { onsetDateTime: date, onsetPeriod: period, onsetAge: quantity, onsetRange: range, onsetString: text };

/** Whatever an observation found; a coded finding can be a diagnosis. */
const VALUES = {
  valueQuantity: quantity,
  valueCodeableConcept: means('diagnosis', concept),
  valueString: text,
  valueBoolean: flag,
  valueInteger: number,
  valueRange: range,
  valueRatio: ratio,
  valueDateTime: date,
  valuePeriod: period,
  interpretation: concept,
  dataAbsentReason: concept,
};

const dosage: Field = group({
  sequence: number,
  text,
  patientInstruction: text,
  additionalInstruction: concept,
  timing: group({
    code: concept,
    repeat: group({
      ...{ count: number, countMax: number, duration: number, durationMax: number, durationUnit: token },
      ...{ frequency: number, frequencyMax: number, period: number, periodMax: number, periodUnit: token },
      ...{ dayOfWeek: token, timeOfDay: date, when: token, offset: number, boundsPeriod: period },
    }),
  }),
  asNeededBoolean: flag,
  asNeededCodeableConcept: reason,
  site: means('diagnosis', concept),
  route: concept,
  method: concept,
  doseAndRate: group({
    type: concept,
    ...{ doseQuantity: quantity, doseRange: range, rateQuantity: quantity, rateRange: range, rateRatio: ratio },
  }),
  maxDosePerPeriod: ratio,
  maxDosePerAdministration: quantity,
});

const medicine = {
  ...status,
  category: frame(concept),
  medicationCodeableConcept: means('medicine', concept),
  medicationReference: means('medicine', reference),
  reasonCode: reason,
  reasonReference,
};

export const allergyIntolerance: Shape = resource('AllergyIntolerance', {
  ...{ ...status, ...standing, ...recorded, ...onset },
  type: frame(token),
  criticality: token,
  code: means('allergy', concept),
  lastOccurrence: date,
  reaction: group({
    substance: means('allergy', concept),
    manifestation: concept,
    description: text,
    onset: date,
    severity: token,
    exposureRoute: concept,
  }),
});

export const condition: Shape = resource('Condition', {
  ...{ ...status, ...standing, ...recorded, ...onset },
  severity: concept,
  code: reason,
  bodySite: reason,
  abatementDateTime: date,
  abatementPeriod: period,
  abatementString: text,
  stage: group({ summary: reason, type: reason, assessment: reasonReference }),
  evidence: group({ code: reason, detail: reasonReference }),
});

export const observation: Shape = resource('Observation', {
  ...status,
  category: frame(concept),
  code: concept,
  effectiveDateTime: date,
  effectivePeriod: period,
  issued: frame(date),
  performer: whereabouts,
  ...VALUES,
  bodySite: reason,
  method: concept,
  referenceRange: group({ low: quantity, high: quantity, type: concept, text }),
  component: group({ code: concept, ...VALUES }),
});

export const procedure: Shape = resource('Procedure', {
  ...status,
  category: frame(concept),
  code: means('procedure', concept),
  performedDateTime: date,
  performedPeriod: period,
  performer: whereabouts,
  location: whereabouts,
  reasonCode: reason,
  reasonReference,
  bodySite: reason,
  outcome: concept,
  complication: reason,
  followUp: concept,
});

export const immunization: Shape = resource('Immunization', {
  ...status,
  vaccineCode: means('medicine', concept),
  occurrenceDateTime: date,
  primarySource: frame(flag),
  location: whereabouts,
  performer: whereabouts,
  site: concept,
  route: concept,
  doseQuantity: quantity,
  reasonCode: reason,
  reasonReference,
  protocolApplied: group({ targetDisease: reason, doseNumberPositiveInt: number, seriesDosesPositiveInt: number }),
});

export const medicationRequest: Shape = resource('MedicationRequest', {
  ...medicine,
  intent: frame(token),
  priority: token,
  doNotPerform: flag,
  authoredOn: frame(date),
  requester: whereabouts,
  courseOfTherapyType: concept,
  dosageInstruction: dosage,
  dispenseRequest: group({
    validityPeriod: period,
    numberOfRepeatsAllowed: number,
    quantity,
    expectedSupplyDuration: quantity,
    performer: whereabouts,
  }),
});

export const medicationStatement: Shape = resource('MedicationStatement', {
  ...medicine,
  effectiveDateTime: date,
  effectivePeriod: period,
  dateAsserted: frame(date),
  informationSource: whereabouts,
  dosage,
});
