import {
  ALLERGY_CLINICAL,
  ALLERGY_VERIFICATION,
  CONDITION_CATEGORY,
  CONDITION_CLINICAL,
  CONDITION_VERIFICATION,
  COURSE_OF_THERAPY,
  DATA_ABSENT,
  DOSE_TYPE,
  INTERPRETATION,
  OBSERVATION_CATEGORY,
  RANGE_MEANING,
  REQUEST_CATEGORY,
  STATEMENT_CATEGORY,
  TIMING,
} from '../codes/hl7.js';
import { FUNCTIONING, ROUTE, SCREENINGS, SEVERITY } from '../codes/clinical-terms.js';
import * as words from '../codes/required-words.js';
import {
  concept,
  conceptOf,
  date,
  flag,
  frame,
  group,
  means,
  number,
  period,
  placelessToo,
  quantity,
  range,
  ratio,
  reference,
  resource,
  text,
  whereabouts,
} from '../declare-fields.js';
import type { Field, Shape } from '../field.js';

const reason = means('diagnosis', concept);
const reasonReference = means('diagnosis', reference);
const beside = {
  statusReason: text,
  subject: reference,
  patient: reference,
  encounter: reference,
};
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
  interpretation: conceptOf(INTERPRETATION),
  dataAbsentReason: conceptOf(DATA_ABSENT),
};

const dosage: Field = group({
  sequence: number,
  text,
  patientInstruction: text,
  additionalInstruction: concept,
  timing: group({
    code: conceptOf(TIMING),
    repeat: group({
      ...{ count: number, countMax: number, duration: number, durationMax: number, durationUnit: words.timeUnit },
      ...{ frequency: number, frequencyMax: number, period: number, periodMax: number, periodUnit: words.timeUnit },
      ...{ dayOfWeek: words.dayOfWeek, timeOfDay: date, when: words.eventTiming, offset: number, boundsPeriod: period },
    }),
  }),
  asNeededBoolean: flag,
  asNeededCodeableConcept: reason,
  site: means('diagnosis', concept),
  route: conceptOf(ROUTE),
  method: concept,
  doseAndRate: group({
    type: conceptOf(DOSE_TYPE),
    ...{ doseQuantity: quantity, doseRange: range, rateQuantity: quantity, rateRange: range, rateRatio: ratio },
  }),
  maxDosePerPeriod: ratio,
  maxDosePerAdministration: quantity,
});

const medicine = {
  ...beside,
  status: frame(words.medicineStatus),
  category: frame(conceptOf(REQUEST_CATEGORY, STATEMENT_CATEGORY)),
  medicationCodeableConcept: means('medicine', concept),
  medicationReference: means('medicine', reference),
  reasonCode: reason,
  reasonReference,
};

/** A dose, or that something is not to be given, says nothing without what it is of. */
const MEDICINE = ['medicationCodeableConcept', 'medicationReference'];

export const allergyIntolerance: Shape = resource(
  'AllergyIntolerance',
  {
    ...{ ...beside, ...recorded, ...onset },
    clinicalStatus: frame(conceptOf(ALLERGY_CLINICAL)),
    verificationStatus: frame(conceptOf(ALLERGY_VERIFICATION)),
    category: frame(words.allergyCategory),
    type: frame(words.allergyType),
    criticality: words.criticality,
    code: means('allergy', concept),
    lastOccurrence: date,
    reaction: group({
      substance: means('allergy', concept),
      manifestation: means('allergy', concept),
      description: text,
      onset: date,
      severity: words.reactionSeverity,
      exposureRoute: conceptOf(ROUTE),
    }),
  },
  'code',
);

export const condition: Shape = resource(
  'Condition',
  {
    ...{ ...beside, ...recorded, ...onset },
    clinicalStatus: frame(conceptOf(CONDITION_CLINICAL)),
    verificationStatus: frame(conceptOf(CONDITION_VERIFICATION)),
    category: frame(conceptOf(CONDITION_CATEGORY)),
    severity: conceptOf(SEVERITY),
    code: reason,
    bodySite: reason,
    abatementDateTime: date,
    abatementPeriod: period,
    abatementString: text,
    stage: group({ summary: reason, type: reason, assessment: reasonReference }),
    evidence: group({ code: reason, detail: reasonReference }),
  },
  'code',
);

/** What was looked at: a value without it says nothing, and an honest name of it can be the diagnosis. */
const observed = placelessToo(FUNCTIONING, SCREENINGS);

export const observation: Shape = resource(
  'Observation',
  {
    ...beside,
    status: frame(words.observationStatus),
    category: frame(conceptOf(OBSERVATION_CATEGORY)),
    code: observed,
    effectiveDateTime: date,
    effectivePeriod: period,
    issued: frame(date),
    performer: whereabouts,
    ...VALUES,
    bodySite: reason,
    method: concept,
    referenceRange: group({ low: quantity, high: quantity, type: conceptOf(RANGE_MEANING), text }),
    component: group({ code: observed, ...VALUES }, 'code'),
  },
  'code',
);

export const procedure: Shape = resource(
  'Procedure',
  {
    ...beside,
    status: frame(words.eventStatus),
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
  },
  'code',
);

export const immunization: Shape = resource(
  'Immunization',
  {
    ...beside,
    status: frame(words.immunizationStatus),
    vaccineCode: means('medicine', concept),
    occurrenceDateTime: date,
    primarySource: frame(flag),
    location: whereabouts,
    performer: whereabouts,
    site: concept,
    route: conceptOf(ROUTE),
    doseQuantity: quantity,
    reasonCode: reason,
    reasonReference,
    protocolApplied: group({ targetDisease: reason, doseNumberPositiveInt: number, seriesDosesPositiveInt: number }),
  },
  'vaccineCode',
);

export const medicationRequest: Shape = resource(
  'MedicationRequest',
  {
    ...medicine,
    intent: frame(words.requestIntent),
    priority: words.requestPriority,
    doNotPerform: flag,
    authoredOn: frame(date),
    requester: whereabouts,
    courseOfTherapyType: conceptOf(COURSE_OF_THERAPY),
    dosageInstruction: dosage,
    dispenseRequest: group({
      validityPeriod: period,
      numberOfRepeatsAllowed: number,
      quantity,
      expectedSupplyDuration: quantity,
      performer: whereabouts,
    }),
  },
  ...MEDICINE,
);

export const medicationStatement: Shape = resource(
  'MedicationStatement',
  {
    ...medicine,
    effectiveDateTime: date,
    effectivePeriod: period,
    dateAsserted: frame(date),
    informationSource: whereabouts,
    dosage,
  },
  ...MEDICINE,
);
