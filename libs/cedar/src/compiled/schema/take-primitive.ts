import type { ExtensionFunction } from '../extensions/functions.js';
import { EvaluationFailure } from '../evaluation-failure.js';
import { CONSTRUCTORS } from '../extensions/functions.js';
import { EntityRef, ExtensionValue, type ExtensionKind, type Value } from '../values/value.js';
import { RequestRefusal, takeText } from './refusal.js';
import type { Take } from './taker.js';

type Functions = ReadonlyMap<string, ExtensionFunction>;

interface WrittenCall {
  fn: string;
  args: readonly unknown[];
}

export const isObject = (given: unknown): given is { readonly [key: string]: unknown } =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

function readCall(written: unknown): WrittenCall | null {
  if (!isObject(written) || typeof written.fn !== 'string') return null;
  if (written.arg !== undefined) return { fn: written.fn, args: [written.arg] };
  return Array.isArray(written.args) ? { fn: written.fn, args: written.args as readonly unknown[] } : null;
}

/** Calls what `{fn, arg}` or `{fn, args}` writes; an extension value among the arguments may be its text alone. */
function call(functions: Functions, { fn, args }: WrittenCall): Value {
  const called = functions.get(fn);
  if (called?.parameters.length !== args.length) throw new RequestRefusal(`${fn} cannot be called so`);
  const values = called.parameters.map((parameter, index) =>
    parameter === 'string' ? takeText(args[index]) : takeExtension(parameter, functions)(args[index]),
  );
  try {
    return called.call(values);
  } catch (error) {
    if (error instanceof EvaluationFailure) throw new RequestRefusal(error.message);
    throw error;
  }
}

/** Text for its constructor, `{__extn: {fn, arg}}`, or the same without the escape. */
export const takeExtension =
  (kind: ExtensionKind, functions: Functions): Take =>
  (given) => {
    const written = isObject(given)
      ? readCall(given.__extn ?? given)
      : { fn: CONSTRUCTORS[kind], args: [takeText(given)] };
    const value = written === null ? null : call(functions, written);
    if (value instanceof ExtensionValue && value.kind === kind) return value;
    throw new RequestRefusal(`expected a ${kind}`);
  };

const PRIMITIVES = {
  Bool: (value: unknown) => typeof value === 'boolean',
  Long: (value: unknown) => Number.isSafeInteger(value) || typeof value === 'bigint',
  String: (value: unknown) => typeof value === 'string',
} as const;

/** What a call of an extension's function gives where a plain value is expected: odd, but Cedar takes it. */
function takeComputed(type: keyof typeof PRIMITIVES, functions: Functions, given: unknown): Value {
  const written = isObject(given) ? readCall(given.__extn) : null;
  const value = written === null ? null : call(functions, written);
  if (value !== null && PRIMITIVES[type](value)) return value;
  throw new RequestRefusal(`expected a ${type}`);
}

const plainly = (plain: NonNullable<Take['plain']>, take: (given: unknown) => Value): Take =>
  Object.assign(take, { plain });

export function takePrimitive(type: keyof typeof PRIMITIVES, functions: Functions): Take {
  switch (type) {
    case 'Bool':
      return plainly('boolean', (given) =>
        typeof given === 'boolean' ? given : takeComputed('Bool', functions, given),
      );
    case 'Long':
      return plainly('number', (given) =>
        typeof given === 'number' && Number.isSafeInteger(given) ? given : takeComputed('Long', functions, given),
      );
    case 'String':
      return plainly('string', (given) =>
        typeof given === 'string' ? takeText(given) : takeComputed('String', functions, given),
      );
  }
}

/** `{type, id}` or `{__entity: {type, id}}`. */
export function readUid(given: unknown): { type: unknown; id: unknown } {
  if (!isObject(given)) throw new RequestRefusal('expected an entity');
  const inner = given.__entity ?? given;
  if (!isObject(inner)) throw new RequestRefusal('expected an entity');
  return inner as { type: unknown; id: unknown };
}

/** An entity of this very type; of an enumerated type, one that the schema names. */
export const takeEntityRef =
  (type: string, ids: ReadonlySet<string> | null): ((given: unknown) => EntityRef) =>
  (given) => {
    const uid = readUid(given);
    if (uid.type !== type) throw new RequestRefusal(`expected an entity of type ${type}`);
    const id = takeText(uid.id);
    if (ids !== null && !ids.has(id)) throw new RequestRefusal(`the schema enumerates ${type} without this one`);
    return new EntityRef(type, id, false);
  };
