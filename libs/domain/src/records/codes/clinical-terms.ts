import { codesOf, listed } from '../code-list.js';
import { LOINC, SNOMED } from '../code-systems.js';

/* Each code was looked up; none is from memory. One that names or hints at what somebody has belongs in `SCREENINGS`. */

/** FHIR R4 value set condition-severity. */
export const SEVERITY = codesOf(SNOMED, { 24484000: 'Severe', 6736007: 'Moderate', 255604002: 'Mild' });

/** SNOMED CT, FHIR R4 value set route-codes. */
export const ROUTE = codesOf(SNOMED, { 26643006: 'Oral route', 34206005: 'Subcutaneous route' });

/** LOINC, the codes of the FHIR R4 profile of vital signs; and what somebody can do, in SNOMED CT and LOINC. */
export const FUNCTIONING = listed(
  codesOf(LOINC, {
    '85353-1': 'Vital signs panel',
    '9279-1': 'Respiratory rate',
    '8867-4': 'Heart rate',
    '2708-6': 'Oxygen saturation',
    '8310-5': 'Body temperature',
    '8302-2': 'Body height',
    '9843-4': 'Head circumference',
    '29463-7': 'Body weight',
    '39156-5': 'Body mass index',
    '85354-9': 'Blood pressure panel',
    '8480-6': 'Systolic blood pressure',
    '8462-4': 'Diastolic blood pressure',
    '8478-0': 'Mean blood pressure',
    '96761-2': 'Total score Barthel Index',
    '59460-6': 'Fall risk total [Morse Fall Scale]',
    '59461-4': 'Fall risk level [Morse Fall Scale]',
  }),
  codesOf(SNOMED, {
    282097004: 'Ability to walk',
    301438001: 'Ability to mobilize',
    284773001: 'Ability to perform personal care activity',
    284545001: 'Ability to perform activities of everyday life',
  }),
);

/** SNOMED CT: aids to moving and daily living that a landlord may meet in a home. */
export const EQUIPMENT = codesOf(SNOMED, {
  58938008: 'Wheelchair',
  228869008: 'Manual wheelchair',
  183240000: 'Self-propelled wheelchair',
  183248007: 'Attendant powered wheelchair',
  23366006: 'Motorized wheelchair',
  705422005: 'Power-driven wheelchair',
  465565006: 'Transport wheelchair, collapsible',
  705417005: 'Wheelchair accessory',
  266731002: 'Walking frame',
  467068002: 'Basic walking frame, foldable',
  466382000: 'Basic walking frame, non-foldable',
  1255320005: 'Wheeled walker',
  705406009: 'Walker',
  360006004: 'Walking stick',
  465556004: 'Single-base walking stick',
  464157006: 'Multiple-base walking stick',
  466407009: 'Walking stick/seat',
  87405001: 'Cane',
  360299009: 'Long cane',
  74566002: 'Crutch',
  360008003: 'Commode',
  66435007: 'Electric bed',
  466786004: 'Basic electric hospital bed',
});

/** They tell of what somebody may have, and of no place: for whoever may know the one and not the other. */
export const SCREENINGS = codesOf(LOINC, {
  '72166-2': 'Tobacco smoking status',
  '55758-7': 'Patient Health Questionnaire 2 item (PHQ-2) total score',
  '44261-6': 'Patient Health Questionnaire 9 item (PHQ-9) total score',
  '70274-6': 'Generalized anxiety disorder 7 item (GAD-7) total score',
  '75626-2': 'Total score [AUDIT-C]',
  '82667-7': 'Total score [DAST-10]',
  '72106-8': 'Total score [MMSE]',
  '93025-5': 'Protocol for Responding to and Assessing Patients’ Assets, Risks, and Experiences [PRAPARE]',
});

export const CLINICAL_DEVICES = codesOf(SNOMED, {
  702172008: 'Home continuous positive airway pressure unit',
  706180003: 'Respiratory humidifier',
  337414009: 'Blood glucose meter',
  170615005: 'Home nebulizer',
  8060009: 'Denture',
  706298007: 'Dental x-ray system',
});
