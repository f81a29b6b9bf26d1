import { codesOf, type CodeList } from '../code-list.js';

const terminology = (name: string, terms: Readonly<Record<string, string>>): CodeList =>
  codesOf(`http://terminology.hl7.org/CodeSystem/${name}`, terms);

/* Closed code systems of HL7, each whole or in the part that the shapes need; codes and displays as in FHIR R4. */

export const CONDITION_CLINICAL = terminology('condition-clinical', {
  ...{ active: 'Active', recurrence: 'Recurrence', relapse: 'Relapse', inactive: 'Inactive' },
  ...{ remission: 'Remission', resolved: 'Resolved' },
});
export const CONDITION_VERIFICATION = terminology('condition-ver-status', {
  ...{ unconfirmed: 'Unconfirmed', provisional: 'Provisional', differential: 'Differential', confirmed: 'Confirmed' },
  ...{ refuted: 'Refuted', 'entered-in-error': 'Entered in Error' },
});
export const CONDITION_CATEGORY = terminology('condition-category', {
  ...{ 'problem-list-item': 'Problem List Item', 'encounter-diagnosis': 'Encounter Diagnosis' },
});
export const ALLERGY_CLINICAL = terminology('allergyintolerance-clinical', {
  ...{ active: 'Active', inactive: 'Inactive', resolved: 'Resolved' },
});
export const ALLERGY_VERIFICATION = terminology('allergyintolerance-verification', {
  ...{ unconfirmed: 'Unconfirmed', confirmed: 'Confirmed', refuted: 'Refuted', 'entered-in-error': 'Entered in Error' },
});
export const OBSERVATION_CATEGORY = terminology('observation-category', {
  ...{ 'social-history': 'Social History', 'vital-signs': 'Vital Signs', imaging: 'Imaging', laboratory: 'Laboratory' },
  ...{ procedure: 'Procedure', survey: 'Survey', exam: 'Exam', therapy: 'Therapy', activity: 'Activity' },
});
export const INTERPRETATION = terminology('v3-ObservationInterpretation', {
  ...{
    A: 'Abnormal',
    AA: 'Critical abnormal',
    H: 'High',
    HH: 'Critical high',
    L: 'Low',
    LL: 'Critical low',
    N: 'Normal',
  },
});
export const DATA_ABSENT = terminology('data-absent-reason', {
  ...{ unknown: 'Unknown', 'asked-unknown': 'Asked But Unknown', 'temp-unknown': 'Temporarily Unknown' },
  ...{ 'not-asked': 'Not Asked', 'asked-declined': 'Asked But Declined', 'not-applicable': 'Not Applicable' },
  ...{ error: 'Error', 'not-performed': 'Not Performed' },
});
export const RANGE_MEANING = terminology('referencerange-meaning', {
  ...{ normal: 'Normal Range', recommended: 'Recommended Range', therapeutic: 'Therapeutic Desired Level' },
});
export const REQUEST_CATEGORY = terminology('medicationrequest-category', {
  ...{ inpatient: 'Inpatient', outpatient: 'Outpatient', community: 'Community', discharge: 'Discharge' },
});
export const STATEMENT_CATEGORY = terminology('medication-statement-category', {
  ...{
    inpatient: 'Inpatient',
    outpatient: 'Outpatient',
    community: 'Community',
    patientspecified: 'Patient Specified',
  },
});
export const DOSE_TYPE = terminology('dose-rate-type', { calculated: 'Calculated', ordered: 'Ordered' });
export const COURSE_OF_THERAPY = terminology('medicationrequest-course-of-therapy', {
  ...{ continuous: 'Continuous long term therapy', acute: 'Short course (acute) therapy', seasonal: 'Seasonal' },
});
export const GOAL_ACHIEVEMENT = terminology('goal-achievement', {
  ...{ 'in-progress': 'In Progress', improving: 'Improving', worsening: 'Worsening', 'no-change': 'No Change' },
  ...{ achieved: 'Achieved', sustaining: 'Sustaining', 'not-achieved': 'Not Achieved', 'no-progress': 'No Progress' },
  ...{ 'not-attainable': 'Not Attainable' },
});
export const GOAL_CATEGORY = terminology('goal-category', {
  ...{ dietary: 'Dietary', safety: 'Safety', nursing: 'Nursing', physiotherapy: 'Physiotherapy' },
});
export const GOAL_PRIORITY = terminology('goal-priority', {
  ...{ 'high-priority': 'High Priority', 'medium-priority': 'Medium Priority', 'low-priority': 'Low Priority' },
});
export const ENCOUNTER_CLASS = terminology('v3-ActCode', {
  ...{
    AMB: 'ambulatory',
    EMER: 'emergency',
    HH: 'home health',
    IMP: 'inpatient encounter',
    SS: 'short stay',
    VR: 'virtual',
  },
});
export const TIMING = terminology('v3-GTSAbbreviation', {
  ...{ BID: 'BID', TID: 'TID', QID: 'QID', AM: 'AM', PM: 'PM', QD: 'QD', QOD: 'QOD', Q4H: 'Q4H', Q6H: 'Q6H' },
  ...{ Q1H: 'every hour', Q2H: 'every 2 hours', Q3H: 'every 3 hours', Q8H: 'every 8 hours', BED: 'at bedtime' },
  ...{ WK: 'weekly', MO: 'monthly' },
});
export const LANGUAGE = codesOf('urn:ietf:bcp:47', {
  ...{
    ar: 'Arabic',
    bn: 'Bengali',
    cs: 'Czech',
    da: 'Danish',
    de: 'German',
    el: 'Greek',
    en: 'English',
    es: 'Spanish',
  },
  ...{ 'en-GB': 'English (Great Britain)', fi: 'Finnish', fr: 'French', hi: 'Hindi', hr: 'Croatian', it: 'Italian' },
  ...{ ja: 'Japanese', ko: 'Korean', nl: 'Dutch', no: 'Norwegian', pa: 'Punjabi', pl: 'Polish', pt: 'Portuguese' },
  ...{ ru: 'Russian', sr: 'Serbian', sv: 'Swedish', te: 'Telugu', zh: 'Chinese' },
});
