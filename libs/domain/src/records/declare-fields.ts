import { nameOf, type Field, type Meaning, type Shape } from './field.js';

type Fields = Readonly<Record<string, Field>>;

const named = (fields: Fields): ReadonlyMap<string, Field> =>
  new Map(Object.entries(fields).map(([name, field]) => [nameOf(name), field]));

export const date: Field = { kind: 'date' };
export const number: Field = { kind: 'number' };
export const flag: Field = { kind: 'flag' };
export const token: Field = { kind: 'token' };
export const text: Field = { kind: 'text' };
export const name: Field = { kind: 'name' };

/** One of a list of short answers; anything else in its place is free text. */
export const word = (...words: readonly string[]): Field => ({ kind: 'word', words: new Set(words.map(nameOf)) });

export const group = (fields: Fields): Field => ({ kind: 'group', fields: named(fields) });

export const means = (meaning: Meaning, field: Field): Field => ({ ...field, means: meaning });

export const locates = (field: Field): Field => ({ ...field, locates: true });

/** Says what the record is or how it stands, and nothing by itself. */
export const frame = (field: Field): Field => ({ ...field, frame: true });

/** FHIR R4 CodeableConcept. Its `text` is free text, whatever the codings say. */
export const concept: Field = group({ coding: { kind: 'coding' }, text });
export const period: Field = group({ start: date, end: date });
export const quantity: Field = group({
  value: number,
  comparator: token,
  unit: { kind: 'unit' },
  code: { kind: 'unit' },
});
export const range: Field = group({ low: quantity, high: quantity });
export const ratio: Field = group({ numerator: quantity, denominator: quantity });
/** A place, an organisation, a team or a worker: an address of its own, or a name that shows an area (domain 1.15). */
export const whereabouts: Field = locates(group({ reference: text, display: name, identifier: text }));
/** Another record: what is written beside it is free text. */
export const reference: Field = group({ reference: text, display: text });

/** A FHIR R4 resource. Narrative, `contained`, extensions and notes are declared nowhere, so they never pass. */
export const resource = (type: string, fields: Fields): Shape => ({
  resource: type,
  fields: named({ resourceType: frame({ kind: 'token' }), ...fields }),
});

/** A plain body: what all of them may have, and its own fields. */
export const plain = (fields: Fields): Shape => ({
  resource: null,
  fields: named({
    heading: frame(word(...HEADINGS)),
    recordedOn: frame(date),
    reviewOn: frame(date),
    note: text,
    notes: text,
    whoWroteThis: text,
    writtenBy: text,
    phone: locates(name),
    telephone: locates(name),
    mobile: locates(name),
    email: locates(name),
    address: ADDRESS,
    postcode: locates(name),
    uprn: locates(name),
    ...DIAGNOSES,
    ...fields,
  }),
});

/** PRSB Core Information Standard headings, and those that the sectors of this place add. */
const HEADINGS = [
  ...['About me', 'Accessible information', 'Services and care', 'Housing', 'Housing and adaptations', 'Hazards'],
  ...['Functional state', 'Legal information', 'Financial circumstances', 'Contingency plans', 'Problem list'],
  ...['Social context', 'Housing support', 'Care and support plan', 'Equipment and adaptations', 'Risks'],
  ...['Personal contacts', 'Carers', 'Demographics', 'Allergies and adverse reactions', 'Medications'],
  ...['Discharge details', 'Reablement', 'Safeguarding', 'Mental capacity', 'Repairs', 'Property', 'Tenancy'],
];

/** UK Housing Data Standards and HACT names of the same lines. */
export const ADDRESS: Field = locates(
  group({
    line: name,
    line1: name,
    line2: name,
    line3: name,
    street: name,
    city: name,
    town: name,
    district: name,
    county: name,
    state: name,
    country: name,
    postcode: name,
    postalCode: name,
    uprn: name,
    text: name,
    use: token,
    type: token,
    period,
  }),
);

const said = means('diagnosis', text);
const coded = means('diagnosis', concept);

/** What somebody has, wherever a plain body may say it: named so that it is known and left out, not only unknown. */
const DIAGNOSES: Fields = {
  diagnosis: said,
  diagnoses: said,
  diagnosisCode: said,
  primaryDiagnosis: said,
  secondaryDiagnosis: said,
  problem: said,
  problems: said,
  impairment: said,
  reason: said,
  condition: group({ code: means('diagnosis', token), coding: coded, since: date, name: said, text: said }),
  conditions: coded,
  assessment: group({
    date,
    assessedOn: date,
    outcome: text,
    summary: text,
    note: text,
    diagnosis: said,
    diagnoses: said,
    condition: coded,
  }),
};
