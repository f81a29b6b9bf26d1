import { describe, expect, it } from '@jest/globals';
import type { Category } from '../vocabulary/categories.js';
import { type Field, nameOf, type Shape, SHAPES } from './index.js';

const HEALTH: readonly Category[] = ['ALLERGY', 'MEDS', 'CONDITIONS'];
const nameOfShape = ({ resource }: Shape, category: string): string => resource ?? `plain ${category}`;
const clinical = new Map(
  HEALTH.flatMap((category) => SHAPES[category].map((shape) => [nameOfShape(shape, category), shape] as const)),
);
/** A contact and a plan are about many things; each thing in a plan says for itself what it is. */
const ABOUT_MANY = ['Encounter', 'CarePlan'];

/** What somebody would act on, or be misled by, without what it is about. */
const ACTED_ON = ['level', 'doNotPerform', 'dailyAmount', 'detailQuantity', 'preferred'].map(nameOf);

function groupsOf(fields: ReadonlyMap<string, Field>): Field[] {
  const groups = [...fields.values()].filter((field) => field.fields !== undefined);
  return [...groups, ...groups.flatMap((group) => groupsOf(group.fields!))];
}

const shapes = [...new Set(Object.values(SHAPES).flat())];

describe('shapes', () => {
  it.each([...clinical].filter(([name]) => !ABOUT_MANY.includes(name)))('%s says what it is about', (_name, shape) =>
    expect(shape.about).not.toBeUndefined(),
  );

  it('let nobody act on a part without what it is about', () => {
    const parts = shapes.flatMap(({ fields }) => groupsOf(fields));
    const acted = parts.filter(({ fields }) => ACTED_ON.some((name) => fields!.has(name)));
    expect(acted.length).toBeGreaterThan(0);
    expect(acted.filter(({ about }) => about === undefined)).toEqual([]);
  });

  it('are about fields that they declare', () => {
    for (const { fields, about = [] } of [...shapes, ...shapes.flatMap((shape) => groupsOf(shape.fields))])
      expect(about.filter((name) => !fields!.has(name))).toEqual([]);
  });

  it('keep each name as we spell it', () => {
    for (const { fields } of shapes) for (const [name, field] of fields) expect(nameOf(field.name)).toBe(name);
  });
});
