import type { FieldError } from '#libs/contracts';
import { Type } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';

type Shape = abstract new (...args: never[]) => object;

/** The largest text and list that a field takes, and the class of what stands in it. */
interface Bounds {
  readonly field: string;
  readonly letters: number;
  readonly entries: number;
  readonly within: Shape | undefined;
  /** Whether any rule looks at what a list holds; else its entries are judged inside, one by one. */
  readonly each: boolean;
}

/** Rules that bound, what they bound, and which of their arguments says it. */
const SIZES: Readonly<Record<string, readonly ['letters' | 'entries', argument: number]>> = {
  maxLength: ['letters', 0],
  isLength: ['letters', 1],
  arrayMaxSize: ['entries', 0],
};

/** In a bundle the package could be there twice, and its notes in the other one: nested sizes would go unseen. */
class Probe {}
Type(() => Probe)(Probe.prototype, 'within');
if (defaultMetadataStorage.findTypeMetadata(Probe, 'within') === undefined) {
  throw new Error('class-transformer keeps its metadata elsewhere than where it is read');
}

const known = new WeakMap<Shape, readonly Bounds[]>();

/**
 * The first field that is larger than its class takes. Looked for before anything else is: what a rule costs grows with
 * what it is given, and no rule is given more than its bound. Stops at the first, however many there are.
 */
export function sizeFault(shape: Shape, value: unknown, parent = ''): FieldError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const bounds of boundsOf(shape)) {
    const field = parent === '' ? bounds.field : `${parent}.${bounds.field}`;
    const fault = faultOf(bounds, (value as Readonly<Record<string, unknown>>)[bounds.field], field);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOf(bounds: Bounds, value: unknown, field: string): FieldError | undefined {
  if (typeof value === 'string' && value.length > bounds.letters) {
    return { field, rule: 'maxLength', detail: `${field} must have at most ${bounds.letters} characters` };
  }
  if (!Array.isArray(value)) return bounds.within && sizeFault(bounds.within, value, field);
  if (value.length > bounds.entries) {
    return { field, rule: 'arrayMaxSize', detail: `${field} must have at most ${bounds.entries} entries` };
  }
  if (!bounds.each) return undefined;
  for (const [index, entry] of value.entries()) {
    const fault = faultOf({ ...bounds, entries: 0 }, entry, `${field}.${index}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function boundsOf(shape: Shape): readonly Bounds[] {
  const found = known.get(shape) ?? readBounds(shape);
  known.set(shape, found);
  return found;
}

function readBounds(shape: Shape): Bounds[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))].map((field) => {
    const bounds = { letters: Infinity, entries: Infinity };
    for (const { name, propertyName, constraints } of rules) {
      const [size, argument] = (propertyName === field && SIZES[name ?? '']) || [];
      if (size === undefined) continue;
      const most = (constraints as readonly (number | undefined)[])[argument!];
      bounds[size] = Math.min(bounds[size], most ?? Infinity);
    }
    const type = defaultMetadataStorage.findTypeMetadata(shape, field)?.typeFunction();
    const within = typeof type === 'function' && type !== Date ? (type as Shape) : undefined;
    const each = within !== undefined || rules.some((rule) => rule.propertyName === field && rule.each);
    return { field, ...bounds, within, each };
  });
}
