import fc from 'fast-check';
import { CATEGORIES, type Category, type Field, type Shape, SHAPES } from '#libs/domain';

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
export type Plain = { [name: string]: Value };

const SNOMED = 'http://snomed.info/sct';

/** Harmless values of each kind: what passes by its shape, and hides nothing and shows no place. */
const OF_KIND: Readonly<Record<Exclude<Field['kind'], 'group' | 'word'>, fc.Arbitrary<Value>>> = {
  date: fc.constantFrom('2026-01-02', '2026-01', '2026-01-02T10:00:00Z'),
  number: fc.integer({ min: 0, max: 300 }),
  flag: fc.boolean(),
  token: fc.constantFrom('active', 'final', 'order'),
  unit: fc.constantFrom('mg', '{score}', 'mm[Hg]'),
  coding: fc.constantFrom<Value>(
    { system: SNOMED, code: '386053000', display: 'Evaluation procedure' },
    { system: 'http://loinc.org', code: '8302-2', display: 'Body height' },
  ),
  name: fc.constantFrom('Hale', 'Somali', 'Margaret'),
  text: fc.constantFrom('Sits to her right.', 'As told by her.'),
};

function valueOf(field: Field, depth: number): fc.Arbitrary<Value> {
  const one = oneOf(field, depth);
  return fc.oneof(
    { weight: 4, arbitrary: one },
    { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 2 }) },
  );
}

function oneOf(field: Field, depth: number): fc.Arbitrary<Value> {
  if (field.kind === 'word') return fc.constantFrom(...field.words!);
  if (field.kind !== 'group') return OF_KIND[field.kind];
  return depth > 3 ? fc.constant({}) : groupOf(field.fields!, depth + 1);
}

function groupOf(fields: ReadonlyMap<string, Field>, depth: number): fc.Arbitrary<Plain> {
  return fc
    .subarray([...fields.entries()], { maxLength: Math.min(4, fields.size) })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map(([name, field]) => [name, valueOf(field, depth)]))));
}

export interface Sample {
  readonly category: Category;
  readonly shape: Shape;
  readonly body: Plain;
}

/** Bodies that fit a shape of a category, of declared fields with harmless values. Names are those that shapes compare by. */
export const arbitrarySample = (categories: readonly Category[] = CATEGORIES): fc.Arbitrary<Sample> =>
  fc
    .constantFrom(...categories)
    .chain((category) => fc.constantFrom(...SHAPES[category].map((shape) => ({ category, shape }))))
    .chain(({ category, shape }) =>
      groupOf(shape.fields, 0).map((fields) => {
        const { resourcetype: _, ...rest } = fields;
        const typed: Plain = shape.resource === null ? {} : { resourceType: shape.resource };
        return { category, shape, body: { ...typed, ...rest } };
      }),
    );

/** Names under which no shape keeps anything that may pass: free text, attachments, what is carried along. */
const ANYWHERE = [
  'note',
  'text',
  'extension',
  'contained',
  'comments',
  'div',
  'attachment',
  'x',
  'presentedForm',
  'Summary',
];

/** The same body with a value at a place that the seed chooses: in a group or list that is there, or beside, under a free name. */
export function planted(body: Plain, value: Value, seed: number, names: readonly string[] = ANYWHERE): Plain {
  const copy = structuredClone(body);
  const groups = [copy];
  for (let at = 0; at < groups.length; at++) groups.push(...Object.values(groups[at]!).flatMap(groupsIn));
  const into = groups[seed % groups.length]!;
  const name = names[Math.floor(seed / 7) % names.length]!;
  const wrap: Value[] = [value, [value], { div: `<p>${JSON.stringify(value)}</p>` }, [{ valueString: value }]];
  into[name] = wrap[Math.floor(seed / 61) % wrap.length]!;
  return copy;
}

const groupsIn = (value: Value): Plain[] => {
  if (Array.isArray(value)) return value.flatMap(groupsIn);
  return typeof value === 'object' && value !== null ? [value] : [];
};

/** The same body with one text or number that is there replaced, the display and the code of a coding included. */
export function replaced(body: Plain, value: Value, seed: number): Plain {
  const copy = structuredClone(body);
  const leaves: (() => void)[] = [];
  const visit = (group: Plain): void => {
    for (const [name, inner] of Object.entries(group)) {
      if (name === 'resourceType' || name === 'system') continue;
      for (const under of groupsIn(inner)) visit(under);
      if (typeof inner === 'string' || typeof inner === 'number') leaves.push(() => (group[name] = value));
    }
  };
  visit(copy);
  if (leaves.length > 0) leaves[seed % leaves.length]!();
  return copy;
}
