import { nameOf, type Meaning } from './field.js';

const SPOKEN: Readonly<Record<Meaning, readonly string[]>> = {
  diagnosis: ['diagnosis', 'diagnoses', 'condition', 'conditions', 'problem', 'problems', 'impairment', 'impairments'],
  medicine: ['medicine', 'medicines', 'medication', 'medications', 'drug', 'drugs'],
  allergy: ['allergy', 'allergies', 'allergen', 'allergyIntolerance'],
  procedure: ['procedure', 'procedures', 'operation', 'operations'],
};

/** Parts of a coded value: `condition.code` asks for the condition. */
const PARTS: ReadonlySet<string> = new Set(['code', 'codes', 'coding', 'text', 'display', 'name', 'value'].map(nameOf));

export const isPartName = (name: string): boolean => PARTS.has(name);

const MEANT = new Map(
  Object.entries(SPOKEN).flatMap(([meaning, words]) =>
    words.map((word) => [nameOf(word), meaning as Meaning] as const),
  ),
);

/** A dotted field name as an agreement or a rule writes it, in the names that fields are compared by; indexes say nothing. */
export const segmentsOf = (path: string): string[] =>
  path
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .map(nameOf)
    .filter((segment) => segment !== '');

/** What a field name asks for beyond the field of that name; null where it is no more than a name. */
export function meaningOf(segments: readonly string[]): Meaning | null {
  const asked = segments.toReversed().find((segment) => !PARTS.has(segment));
  return (asked !== undefined && MEANT.get(asked)) || null;
}
