import { CATEGORIES, type Category, type Field, type Shape, SHAPES } from '#libs/domain';
import type { Json, JsonObject } from '../seen.js';

/** One part of a record that a shape declares, in the smallest piece that a person reads: a day, a concept, an amount. */
export interface DeclaredLeaf {
  readonly path: readonly string[];
  /** A value of its own for each number. */
  readonly value: (number: number) => Json;
}

export interface DeclaredShape {
  readonly category: Category;
  readonly shape: Shape;
  readonly leaves: readonly DeclaredLeaf[];
}

/** Every shape of every category, each FHIR R4 resource once. */
export function declaredShapes(): DeclaredShape[] {
  const resources = new Set<string>();
  return CATEGORIES.flatMap((category) =>
    SHAPES[category].flatMap((shape) => {
      if (shape.resource !== null && resources.has(shape.resource)) return [];
      if (shape.resource !== null) resources.add(shape.resource);
      return [{ category, shape, leaves: leavesOf(shape.fields, []) }];
    }),
  );
}

function leavesOf(fields: Shape['fields'], above: readonly string[]): DeclaredLeaf[] {
  return [...fields.values()].flatMap((field) => {
    const path = [...above, field.name];
    const value = valueOf(field);
    return value === undefined ? leavesOf(field.fields!, path) : [{ path, value }];
  });
}

const day = (number: number): string => new Date(Date.UTC(2011, 0, 1 + number)).toISOString().slice(0, 10);

function valueOf(field: Field): DeclaredLeaf['value'] | undefined {
  const { kind, fields, words } = field;
  if (fields?.has('coding')) return (number) => ({ text: `Concept ${number}` });
  if (fields?.has('reference')) return (number) => ({ reference: `Thing/${number}`, display: `Thing of ${number}` });
  if (fields?.has('value') && fields.has('unit')) return (number) => ({ value: number, unit: 'mg' });
  if (kind === 'group') return undefined;
  if (kind === 'word') return (number) => [...words!.values()][number % words!.size]!;
  if (kind === 'date') return day;
  if (kind === 'number') return (number) => number;
  return kind === 'flag' ? () => true : (number) => `Text of ${number}`;
}

/** A leaf put into a body; `at`, into which of a list's objects, where it stands in one. */
export function put(body: JsonObject, [key, ...path]: readonly string[], value: Json, at?: number): JsonObject {
  if (path.length === 0) return { ...body, [key!]: value };
  const inner = body[key!];
  if (at === undefined) return { ...body, [key!]: put((inner ?? {}) as JsonObject, path, value) };
  const items = [0, 1].map((one) => ((inner ?? []) as readonly JsonObject[])[one] ?? {});
  return { ...body, [key!]: items.map((item, one) => (one === at ? put(item, path, value) : item)) };
}
