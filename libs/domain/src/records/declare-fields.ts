import { type CodeList, listed } from './code-list.js';
import { COMPARATORS, UNITS } from './codes/units.js';
import { nameOf, type Field, type Meaning, type NamedField, type Shape } from './field.js';

type Fields = Readonly<Record<string, Field>>;

const named = (fields: Fields): ReadonlyMap<string, NamedField> =>
  new Map(Object.entries(fields).map(([name, field]) => [nameOf(name), { ...field, name }]));

export const date: Field = { kind: 'date' };
export const number: Field = { kind: 'number' };
export const flag: Field = { kind: 'flag' };
export const text: Field = { kind: 'text' };
export const unit: Field = { kind: 'symbol', symbols: UNITS };

/** One of a list of short answers; anything else in its place is free text. */
export const word = (...words: readonly string[]): Field => ({
  kind: 'word',
  words: new Map(words.map((one) => [nameOf(one), one])),
});

/** `about`: the fields of which one has to be there, or the others say nothing, or mislead. */
export const group = (fields: Fields, ...about: readonly string[]): Field => ({
  kind: 'group',
  fields: named(fields),
  ...(about.length > 0 && { about: about.map(nameOf) }),
});

/** Of a concept its codings too: with a meaning of their own they may pass a shield (ADR 17). */
export const means = (meaning: Meaning, field: Field): Field => ({
  ...field,
  means: meaning,
  ...(field.fields && {
    fields: new Map(
      [...field.fields].map(([name, inner]) => [name, inner.kind === 'coding' ? { ...inner, means: meaning } : inner]),
    ),
  }),
});

export const locates = (field: Field): Field => ({ ...field, locates: true });

/** Says what the record is or how it stands, and nothing by itself. */
export const frame = (field: Field): Field => ({ ...field, frame: true });

/** A coding of which only these codes pass where something is hidden. */
export const coding = (...lists: readonly CodeList[]): Field => ({ kind: 'coding', codes: listed(...lists) });

/** FHIR R4 CodeableConcept with listed codings. Its `text` is free text, whatever they say. */
export const conceptOf = (...lists: readonly CodeList[]): Field => group({ coding: coding(...lists), text });

/** One whose codes nobody has listed: any of them could say anything. */
export const concept: Field = conceptOf();

/** Beside what always passes, codes that tell of a diagnosis but of no place. */
export const placelessToo = (always: CodeList, placeless: CodeList): Field =>
  group({ coding: { ...coding(always), placeless }, text });

export const period: Field = group({ start: date, end: date });
export const quantity: Field = group({
  value: number,
  comparator: { kind: 'symbol', symbols: COMPARATORS },
  unit,
  code: unit,
});
export const range: Field = group({ low: quantity, high: quantity });
export const ratio: Field = group({ numerator: quantity, denominator: quantity });
/** A place, an organisation, a team or a worker: an address of its own, or a name that shows an area (domain 1.15). */
export const whereabouts: Field = locates(group({ reference: text, display: text, identifier: text }));
/** Another record: what is written beside it is free text. */
export const reference: Field = group({ reference: text, display: text });

/** A FHIR R4 resource. Narrative, `contained`, extensions and notes are declared nowhere, so they never pass. */
export const resource = (type: string, fields: Fields, ...about: readonly string[]): Shape =>
  shape(type, { resourceType: frame(word(type)), ...fields }, about);

/** A plain body: what all of them may have, and its own fields. */
export const plain = (fields: Fields, ...about: readonly string[]): Shape =>
  shape(null, { ...EVERYWHERE, ...fields }, about);

function shape(type: string | null, fields: Fields, about: readonly string[]): Shape {
  const { kind: _, fields: declared, ...rest } = group(fields, ...about);
  return { ...rest, resource: type, fields: declared! };
}

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
    line: text,
    line1: text,
    line2: text,
    line3: text,
    street: text,
    city: text,
    town: text,
    district: text,
    county: text,
    state: text,
    country: text,
    postcode: text,
    postalCode: text,
    uprn: text,
    text: text,
    use: text,
    type: text,
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
  condition: group(
    { code: said, coding: coded, since: date, name: said, text: said },
    'code',
    'coding',
    'name',
    'text',
  ),
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

/** What every plain body may have. */
const EVERYWHERE: Fields = {
  heading: frame(word(...HEADINGS)),
  recordedOn: frame(date),
  reviewOn: frame(date),
  note: text,
  notes: text,
  whoWroteThis: text,
  writtenBy: text,
  phone: locates(text),
  telephone: locates(text),
  mobile: locates(text),
  email: locates(text),
  address: ADDRESS,
  postcode: locates(text),
  uprn: locates(text),
  ...DIAGNOSES,
};
