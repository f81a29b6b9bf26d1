import type { Category } from '../vocabulary/categories.js';
import { type Field, type Meaning, nameOf, type Shape } from './field.js';
import { isPartName } from './meanings.js';
import * as care from './shapes/care.js';
import * as clinical from './shapes/clinical.js';
import * as housing from './shapes/housing.js';
import * as health from './shapes/plain-health.js';
import * as person from './shapes/person.js';
import * as social from './shapes/social-care.js';

/** Health is kept in FHIR R4; an agency may send any of these under each category that is about health. */
const CLINICAL: readonly Shape[] = [
  ...[clinical.allergyIntolerance, clinical.condition, clinical.observation, clinical.procedure, clinical.immunization],
  ...[clinical.medicationRequest, clinical.medicationStatement, care.encounter, care.carePlan, care.goal],
  ...[care.device, care.serviceRequest, care.deviceRequest],
];

/**
 * The first schema of each category: the bodies that are known, and of each the fields that may pass where something of a
 * record is hidden. A body that fits none is then withheld. The one place for it: policies and agreements name fields and
 * meanings, never shapes.
 */
export const SHAPES: Readonly<Record<Category, readonly Shape[]>> = {
  DEMOG: [care.patient, person.demographics],
  CONTACT: [care.patient, person.contact],
  LOCATION: [care.patient, person.location],
  ABOUTME: [person.aboutMe],
  COMMNEEDS: [care.patient, person.communicationNeeds],
  NOK: [care.relatedPerson, person.nextOfKin],
  CARERS: [care.relatedPerson, person.carers],
  LEGALREP: [care.relatedPerson, person.legalRepresentatives],
  ALLERGY: [...CLINICAL, health.allergies],
  MEDS: [...CLINICAL, health.medicines],
  CONDITIONS: [...CLINICAL, health.conditions],
  MENTALHEALTH: [...CLINICAL, social.clinicalNarrative],
  SUBSTANCE: [...CLINICAL, social.clinicalNarrative],
  SEXUALHEALTH: [...CLINICAL, social.clinicalNarrative],
  FUNCTION: [...CLINICAL, social.functioning],
  DISCHARGE: [...CLINICAL, social.discharge],
  CAREPLAN: [...CLINICAL, social.carePlanPlain],
  CAREPACKAGE: [care.serviceRequest, care.carePlan, social.carePackage],
  REABLEMENT: [...CLINICAL, social.reablement],
  EQUIPMENT: [...CLINICAL, social.equipment],
  CONTINGENCY: [care.carePlan, social.contingency],
  ADVANCEPLAN: [care.carePlan, clinical.observation, person.advancePlan],
  SAFEGUARDING: [social.safeguarding],
  DOMESTICABUSE: [clinical.observation, social.safeguarding],
  CAPACITY: [clinical.observation, social.capacity],
  FINANCE: [social.finance],
  TENANCY: [housing.tenancy],
  PROPERTY: [housing.property],
  ADAPTATION: [housing.adaptation],
  HAZARD: [housing.hazard],
  REPAIRS: [housing.repairs],
  HOUSINGSUPPORT: [housing.housingSupport],
  VULNFLAG: [housing.vulnerabilityFlag],
  HOMELESS: [housing.homelessness],
  ASB: [housing.antisocialBehaviour],
  RISKTOSTAFF: [housing.riskToStaff],
};

const RESOURCE_TYPE = nameOf('resourceType');

/**
 * The shape that a body fits: of a resource, the one of its type; of a plain body, the category's own where it knows at
 * least one of its fields. Null where none does, and where it says twice what it is.
 */
export function shapeOf(category: Category, body: unknown): Shape | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const entries = Object.entries(body);
  const [typed, ...more] = entries.filter(([name]) => nameOf(name) === RESOURCE_TYPE);
  if (more.length > 0) return null;
  if (typed) return SHAPES[category].find(({ resource }) => resource !== null && resource === typed[1]) ?? null;
  const plain = SHAPES[category].find(({ resource }) => resource === null);
  return plain && entries.some(([name]) => plain.fields.has(nameOf(name))) ? plain : null;
}

const MEANING = new Map<Meaning, Set<string>>();

function learn(fields: ReadonlyMap<string, Field>): void {
  for (const [name, field] of fields) {
    if (field.means !== undefined && !isPartName(name)) {
      MEANING.set(field.means, (MEANING.get(field.means) ?? new Set()).add(name));
    }
    if (field.fields !== undefined) learn(field.fields);
  }
}
for (const shape of new Set(Object.values(SHAPES).flat())) learn(shape.fields);

/** The names under which any shape keeps what has this meaning: another body may use them where its shape has none. */
export const namesMeaning = (meaning: Meaning): ReadonlySet<string> => MEANING.get(meaning) ?? new Set();
