import { nameOf, type Field, type Shape } from '#libs/domain';
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
  const kept = reading.fieldsOf(body, shape, root);
  const tells = kept.some(([name]) => shape.fields.get(nameOf(name))?.frame !== true);
  const { passed, hidden, places } = reading;
  return { body: Object.fromEntries(kept), tells, passed, hidden, places };
}

type Kept = readonly (readonly [string, Body])[];

class Reading {
  readonly passed: Passed = { texts: [], codes: [] };
  readonly hidden: string[] = [];
  readonly places: string[] = [];

  constructor(private readonly hiding: HiddenFields) {}

  /**
   * What passes of a group's fields, by their declared names; nothing where none of those that say what the others are about
   * is among them. Of one field sent under two spellings nobody knows which is meant: neither passes.
   */
  fieldsOf(value: BodyObject, { fields, about }: Pick<Field, 'fields' | 'about'>, above: readonly string[]): Kept {
    const kept: [string, Body][] = [];
    const again = repeated(Object.keys(value));
    for (const [sent, inner] of Object.entries(value)) {
      const name = nameOf(sent);
      const field = fields!.get(name);
      const part = this.fieldOf([...above, name], inner, field);
      if (field !== undefined && part !== undefined && !again.has(name)) kept.push([field.name, part]);
    }
    const isAbout = kept.some(([name]) => about?.includes(nameOf(name)));
    if (about === undefined || isAbout) return kept;
    return about.some((name) => this.isAskedFor([...above, name], fields!.get(name)!)) ? kept : [];
  }

  private fieldOf(path: readonly string[], value: Body, field: Field | undefined): Body | undefined {
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
    if (field.kind !== 'group') return this.passing(value, field);
    return isGroup(value) ? this.group(value, field, path) : undefined;
  }

  private group(value: BodyObject, field: Field, path: readonly string[]): Body | undefined {
    const kept = this.fieldsOf(value, field, path);
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }

  private passing(value: Body, field: Field): Body | undefined {
    return passingValue(value, field, this.hiding.placesOnly, this.passed);
  }

  private isAskedFor(path: readonly string[], field: Field): boolean {
    return this.hiding.redacts(path, field) || this.hiding.masks(path, field);
  }

  /** A coding's own parts can be asked for too: without its code it says nothing that is safe to show. */
  private coding(value: Body, field: Field, path: readonly string[]): Body | undefined {
    const asked = (part: string): boolean =>
      this.hiding.redacts([...path, part], null) || this.hiding.masks([...path, part], null);
    if (this.hiding.partsOfCodings.some(asked)) return this.leaveOut(value, this.hidden);
    return this.passing(value, field);
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

/** The names under which a group has more than one field. */
function repeated(sent: readonly string[]): ReadonlySet<string> {
  const [once, again] = [new Set<string>(), new Set<string>()];
  for (const name of sent.map(nameOf)) (once.has(name) ? again : once).add(name);
  return again;
}

function listOf(parts: readonly (Body | undefined)[]): Body | undefined {
  const kept = parts.filter((part) => part !== undefined);
  return kept.length === 0 ? undefined : kept;
}

const SYSTEM = /^(?:https?|urn):\S*$/;

/** Every text and number in a value, but the addresses of code systems, which say nothing of anybody. */
function stringsIn(value: Body): string[] {
  if (typeof value === 'string') return SYSTEM.test(value) ? [] : [value];
  if (isNumber(value)) return [digitsOf(value)];
  if (isList(value)) return value.flatMap(stringsIn);
  return isGroup(value) ? Object.values(value).flatMap(stringsIn) : [];
}
