import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Texts } from '../../words/texts.js';
import { TECHNICAL } from './every-field.js';
import { neverWarns, startAlone } from './faults/partial-readings.js';
import { KINDS } from './kinds.js';
import { presentBody } from './present-body.js';
import type { Json, JsonObject } from './seen.js';
import type { ShownBody } from './shown-body.js';
import { type DeclaredLeaf, type DeclaredShape, declaredShapes, put } from './testing/declared-leaves.js';

const saying = { t: new Texts(['en']).in('en'), language: 'en', leftOut: 'Left out', today: '2026-11-22' };
type Present = (body: Json) => ShownBody;
const presentAs =
  (category: string): Present =>
  (body) =>
    presentBody(body, saying, category);

const SHAPES = declaredShapes();
const nameOf = ({ category, shape }: DeclaredShape): string => shape.resource ?? `plain ${category}`;
const shapeNamed = (name: string): DeclaredShape => SHAPES.find((one) => nameOf(one) === name)!;

/** What says nothing to a person: named, each with its reason, where its kind is. */
function isTechnical({ shape }: DeclaredShape, { path }: DeclaredLeaf): boolean {
  const known = [...TECHNICAL, ...(KINDS[shape.resource ?? '']?.technical ?? []), 'heading', 'intent'];
  return known.some((one) => path.join('.') === one || path.join('.').startsWith(`${one}.`));
}

interface Placed {
  readonly leaf: DeclaredLeaf;
  readonly at?: number;
}

/** A body that says what it is about, and these leaves, each with a value that no other has. */
function bodyOf({ shape }: DeclaredShape, placed: readonly Placed[], without?: Placed): JsonObject {
  const own = shape.resource === null ? { heading: 'Risks' } : { resourceType: shape.resource };
  return placed.reduce<JsonObject>(
    (body, one, number) =>
      one === without
        ? body
        : put(body, one.leaf.path, one.leaf.value(number + 3), one.leaf.path.length > 1 ? one.at : undefined),
    own,
  );
}

/** Leaves that make no difference to what is shown, where nothing warns that a part is missing. */
function unsaid(shape: DeclaredShape, placed: readonly Placed[], present: Present): string[] {
  const whole = present(bodyOf(shape, placed));
  if (whole.hides) return [];
  return placed
    .filter((one) => {
      const less = present(bodyOf(shape, placed, one));
      return JSON.stringify([less.title, less.rows]) === JSON.stringify([whole.title, whole.rows]);
    })
    .map(({ leaf }) => `${nameOf(shape)}: ${leaf.path.join('.')}`);
}

const leavesOf = (shape: DeclaredShape): readonly DeclaredLeaf[] =>
  shape.leaves.filter((leaf) => !isTechnical(shape, leaf));
function named(shape: DeclaredShape): Placed[] {
  const about = shape.shape.about?.[0] ?? shape.leaves[0]!.path[0];
  return shape.leaves
    .filter(({ path }) => path.length === 1 && path[0]!.toLowerCase() === about)
    .map((leaf) => ({ leaf }));
}
const alone = (shape: DeclaredShape, present: Present): string[] =>
  leavesOf(shape).flatMap((leaf) => {
    const title = named(shape).filter((one) => one.leaf !== leaf);
    return unsaid(shape, [...title, { leaf }], present).filter((one) => one.endsWith(leaf.path.join('.')));
  });

describe('a part of a record', () => {
  it.each(SHAPES.map((shape) => [nameOf(shape), shape] as const))('of %s is shown, or warned of', (_name, shape) => {
    expect(alone(shape, presentAs(shape.category))).toEqual([]);
  });

  it('is shown or warned of beside any others', () => {
    const some = fc.constantFrom(...SHAPES.filter(({ shape }) => shape.resource !== null)).chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.uniqueArray(fc.record({ leaf: fc.constantFrom(...leavesOf(shape)), at: fc.constantFrom(0, 1) }), {
          minLength: 2,
          maxLength: 5,
          selector: ({ leaf, at }) => leaf.path.join('.') + (leaf.path.length > 1 ? at : ''),
        }),
      ),
    );
    fc.assert(
      fc.property(some, ([shape, placed]) => {
        expect(unsaid(shape, placed, presentAs(shape.category))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('would be found out if it were lost', () => {
    const statement = shapeNamed('MedicationStatement');
    expect(alone(statement, startAlone(presentAs('MEDS')))).toEqual(['MedicationStatement: effectivePeriod.end']);
    expect(alone(shapeNamed('Observation'), neverWarns(presentAs('CONDITIONS'))).length).toBeGreaterThan(3);
  });
});
