import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import { EntityRef, type Value } from '../values/value.js';
import { constantOf, NotCompilable, type Build, type Compiled } from './expression.js';

/** An entity as a policy's JSON form names it. */
export function entityLiteral(
  written: { type: string; id: string } | { __entity: { type: string; id: string } },
): EntityRef {
  const { type, id } = '__entity' in written ? written.__entity : written;
  return new EntityRef(type, id, true);
}

const isEntity = (value: object): value is { __entity: { type: string; id: string } } => '__entity' in value;

function literal(value: CedarValueJson): Value {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value;
    throw new NotCompilable(`integer ${value} lies beyond ±(2^53 − 1)`);
  }
  if (Array.isArray(value)) return value.map(literal);
  if (value !== null && isEntity(value)) return entityLiteral(value);
  throw new NotCompilable('a literal that is no boolean, integer, text, entity or set of these');
}

export const buildValue: Build<'Value'> = (value) => constantOf(literal(value));

const VARIABLES: { readonly [name: string]: Compiled } = {
  principal: { evaluate: ({ principal }) => principal },
  action: { evaluate: ({ action }) => action },
  resource: { evaluate: ({ resource }) => resource },
  context: { evaluate: ({ context }) => context },
};

export const buildVariable: Build<'Var'> = (name) => {
  const variable = VARIABLES[name];
  if (variable) return variable;
  throw new NotCompilable(`variable ${name}`);
};

export const buildRecord: Build<'Record'> = (attributes, { compile }) => {
  const compiled = Object.entries(attributes).map(([name, expression]) => ({ name, ...compile(expression) }));
  return {
    // Own properties whatever their names: an assignment to `__proto__` would be no attribute.
    evaluate: (environment) =>
      Object.fromEntries(compiled.map(({ name, evaluate }) => [name, evaluate(environment)] as const)),
  };
};

export const buildSlot: Build<'Slot'> = (slot) => {
  throw new NotCompilable(`${slot}: a bundle holds no templates`);
};
