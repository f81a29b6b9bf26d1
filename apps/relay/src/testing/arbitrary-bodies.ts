import fc from 'fast-check';
import { CATEGORIES, type Category, type Field, type Shape, SHAPES } from '#libs/domain';

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
export type Plain = { [name: string]: Value };

const SNOMED = 'http://snomed.info/sct';

/** Harmless values of each kind: what passes by its shape, and hides nothing and shows no place. */
const OF_KIND: Readonly<Record<'date' | 'number' | 'flag' | 'text', fc.Arbitrary<Value>>> = {
  date: fc.constantFrom('2026-01-02', '2026-01', '2026-01-02T10:00:00Z'),
  number: fc.integer({ min: 0, max: 300 }),
  flag: fc.boolean(),
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
  switch (field.kind) {
    case 'word':
      return fc.constantFrom(...field.words!.values());
    case 'symbol':
      return fc.constantFrom(...field.symbols!);
    case 'coding':
      return fc.constantFrom(...codingsOf(field));
    case 'group':
      return depth > 3 ? fc.constant({}) : groupOf(field.fields!, depth + 1, field.about);
    default:
      return OF_KIND[field.kind];
  }
}

/** Some that the field lists, and one of a system with too many codes to list. */
function codingsOf({ codes, placeless }: Field): Value[] {
  const lists = [...(codes ?? []), ...(placeless ?? [])].flatMap(([system, terms]) =>
    [...terms].slice(0, 3).map(([code, display]) => ({ system, code, display })),
  );
  return [...lists, { system: SNOMED, code: '386053000', display: 'Evaluation procedure' }];
}

/** A few of the fields, and mostly the one that the others are about. */
function groupOf(fields: ReadonlyMap<string, Field>, depth: number, about?: readonly string[]): fc.Arbitrary<Plain> {
  const subject = [...fields].filter(([name]) => about?.includes(name));
  return fc
    .tuple(fc.subarray([...fields], { maxLength: Math.min(4, fields.size) }), fc.subarray(subject))
    .map((parts) => [...new Map(parts.flat())])
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
      groupOf(shape.fields, 0, shape.about).map((fields) => {
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

function groupsIn(value: Value): Plain[] {
  if (Array.isArray(value)) return value.flatMap(groupsIn);
  return typeof value === 'object' && value !== null ? [value] : [];
}

/** The same body with one text or number that is there replaced: system, code and display of a coding, a unit, a status too. */
export function replaced(body: Plain, value: Value, seed: number): Plain {
  const copy = structuredClone(body);
  const leaves: (() => void)[] = [];
  const visit = (group: Plain): void => {
    for (const [name, inner] of Object.entries(group)) {
      if (name === 'resourceType') continue;
      for (const under of groupsIn(inner)) visit(under);
      if (typeof inner === 'string' || typeof inner === 'number') leaves.push(() => (group[name] = value));
    }
  };
  visit(copy);
  if (leaves.length > 0) leaves[seed % leaves.length]!();
  return copy;
}

/** The same body with one coding replaced by another. */
export function recoded(body: Plain, coding: Plain, seed: number): Plain {
  const copy = structuredClone(body);
  const groups = [copy];
  for (let at = 0; at < groups.length; at++) groups.push(...Object.values(groups[at]!).flatMap(groupsIn));
  const codings = groups.filter((group) => typeof group['system'] === 'string' && typeof group['code'] === 'string');
  if (codings.length > 0) Object.assign(codings[seed % codings.length]!, coding);
  return copy;
}

/** The same body with other words wherever a sender may write some beside a code. */
export function reworded(value: Value, words: string): Value {
  if (Array.isArray(value)) return value.map((one) => reworded(one, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'display' || name === 'text' ? words : reworded(inner, words),
    ]),
  );
}
