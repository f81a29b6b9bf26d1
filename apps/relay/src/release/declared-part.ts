import { isKnownSystem, nameOf, type Field, type Shape } from '#libs/domain';
import { digitsOf, isGroup, isList, isNumber, type Body, type BodyObject } from '../body/body.js';
import type { HiddenFields } from './hidden.js';
import { maskValue } from './mask-value.js';
import { passingValue, type Passed } from './passing-values.js';

/** What of a body may pass by its shape, and what the net below needs to look at. */
export interface DeclaredPart {
  readonly body: BodyObject;
  /** Whether it says more than what the record is and how it stands. */
  readonly tells: boolean;
  readonly passed: Passed;
  /** Values that are hidden on purpose; what merely is not declared is not among them. */
  readonly hidden: readonly string[];
  /** Values that are left out because they locate. */
  readonly places: readonly string[];
}

/** The part of a body that its shape declares and nothing hides. Never adds a field, and never changes the body. */
export function declaredPart(body: BodyObject, shape: Shape, hiding: HiddenFields): DeclaredPart {
  const reading = new Reading(hiding);
  const root = shape.resource === null ? [] : [nameOf(shape.resource)];
  let tells = false;
  const kept = Object.entries(body).flatMap(([name, value]) => {
    const field = shape.fields.get(nameOf(name));
    const part = reading.fieldOf(name, value, field, root);
    if (part === undefined) return [];
    tells ||= field?.frame !== true;
    return [[name, part] as const];
  });
  const { passed, hidden, places } = reading;
  return { body: Object.fromEntries(kept), tells, passed, hidden, places };
}

class Reading {
  readonly passed: Passed = { texts: [], codes: [] };
  readonly hidden: string[] = [];
  readonly places: string[] = [];

  constructor(private readonly hiding: HiddenFields) {}

  fieldOf(name: string, value: Body, field: Field | undefined, above: readonly string[]): Body | undefined {
    const path = [...above, nameOf(name)];
    if (field !== undefined) return this.part(value, field, path);
    this.lookInto(value, path);
    return undefined;
  }

  private part(value: Body, field: Field, path: readonly string[]): Body | undefined {
    if (this.hiding.redacts(path, field)) return this.leaveOut(value, this.hidden);
    if (this.hiding.place && field.locates === true) return this.leaveOut(value, this.places);
    if (isList(value)) return listOf(value.map((item) => this.part(item, field, path)));
    if (this.hiding.masks(path, field)) {
      this.leaveOut(value, this.hidden);
      return maskValue(value);
    }
    if (field.kind === 'coding') return this.coding(value, field, path);
    if (field.kind !== 'group') return passingValue(value, field, this.hiding.place, this.passed);
    return isGroup(value) ? this.group(value, field, path) : undefined;
  }

  private group(value: BodyObject, field: Field, path: readonly string[]): Body | undefined {
    const kept: [string, Body][] = [];
    for (const [name, inner] of Object.entries(value)) {
      const part = this.fieldOf(name, inner, field.fields!.get(nameOf(name)), path);
      if (part !== undefined) kept.push([name, part]);
    }
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }

  /** A coding's own parts can be asked for too: without its code it says nothing that is safe to show. */
  private coding(value: Body, field: Field, path: readonly string[]): Body | undefined {
    const asked = (part: string): boolean =>
      this.hiding.redacts([...path, part], null) || this.hiding.masks([...path, part], null);
    if (this.hiding.partsOfCodings.some(asked)) return this.leaveOut(value, this.hidden);
    return passingValue(value, field, this.hiding.place, this.passed);
  }

  private leaveOut(value: Body, among: string[]): undefined {
    among.push(...stringsIn(value));
  }

  /** What nothing declares never passes; what it hides by its name is looked for in what does. */
  private lookInto(value: Body, path: readonly string[]): void {
    const name = path.at(-1)!;
    if (this.hiding.redacts(path, null) || this.hiding.masks(path, null) || this.hiding.speaksOf(name)) {
      this.leaveOut(value, this.hidden);
    } else if (isList(value)) {
      for (const item of value) this.lookInto(item, path);
    } else if (isGroup(value)) {
      for (const [inner, under] of Object.entries(value)) this.lookInto(under, [...path, nameOf(inner)]);
    }
  }
}

function listOf(parts: readonly (Body | undefined)[]): Body | undefined {
  const kept = parts.filter((part) => part !== undefined);
  return kept.length === 0 ? undefined : kept;
}

/** Every text and number in a value, but the names of code systems, which say nothing of anybody. */
function stringsIn(value: Body): string[] {
  if (typeof value === 'string') return isKnownSystem(value) ? [] : [value];
  if (isNumber(value)) return [digitsOf(value)];
  if (isList(value)) return value.flatMap(stringsIn);
  return isGroup(value) ? Object.values(value).flatMap(stringsIn) : [];
}
