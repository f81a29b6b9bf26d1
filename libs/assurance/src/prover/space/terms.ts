import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import type { AtomTable, NumberTerm, SetTerm, TextTerm } from '../logic/atoms.js';
import { and, FALSE, TRUE, type Formula } from '../logic/formula.js';
import { STRING, type Attribute, type AttributeType, type Family } from './attribute-type.js';
import { Unbounded } from './unbounded.js';

/** A value that is not yet known, or a literal. */
export type Term =
  | { is: 'path'; path: string; type: AttributeType }
  | { is: 'text'; sort: string; value: string }
  | { is: 'number'; value: number }
  | { is: 'bool'; value: boolean }
  | { is: 'list'; elements: Term[] };

/** One value that an expression may have, and when it has that one. Where no guard holds, the expression errs. */
export interface Guarded {
  guard: Formula;
  term: Term;
}

/** When a condition is true, and when it is false; where neither, it errs. */
export interface Condition {
  holds: Formula;
  fails: Formula;
}

export const nameOfEntity = (type: string, id: string): string => `${type}::${JSON.stringify(id)}`;

/** What expressions are read against: the shape of the requests, the conditions so far, and values put in by force. */
export interface Reading {
  family: Family;
  table: AtomTable;
  /** For a relational invariant: attributes that are taken to have this value. */
  fixed: ReadonlyMap<string, Term>;
}

function entityOf(value: unknown): { type: string; id: string } | null {
  if (typeof value !== 'object' || value === null || !('__entity' in value)) return null;
  return value.__entity as { type: string; id: string };
}

export function literalTerm(value: unknown): Term {
  const entity = entityOf(value);
  if (entity) return { is: 'text', sort: entity.type, value: nameOfEntity(entity.type, entity.id) };
  if (typeof value === 'string') return { is: 'text', sort: 'String', value };
  if (typeof value === 'number') return { is: 'number', value };
  if (typeof value === 'boolean') return { is: 'bool', value };
  if (Array.isArray(value)) return { is: 'list', elements: value.map(literalTerm) };
  throw new Unbounded('a literal of this kind');
}

function variableTerm(name: string, { family }: Reading): Term {
  if (name === 'context') return { is: 'path', path: 'context', type: family.attributes.context };
  const sort = name === 'action' ? family.actionType : name === 'principal' ? family.principal : family.resource;
  return { is: 'path', path: name, type: { is: 'text', sort } };
}

/** The attributes of a value, where the request itself carries them. */
export function attributesOf(term: Term, { family }: Reading): ReadonlyMap<string, Attribute> {
  if (term.is === 'path') {
    if (term.path === 'principal') return family.attributes.principal.attributes;
    if (term.path === 'resource') return family.attributes.resource.attributes;
    if (term.type.is === 'record') return term.type.attributes;
  }
  throw new Unbounded('an attribute of an entity other than the principal and the resource');
}

/** Whether an attribute is there: decided by the schema, by force, or open. */
export function presence(term: Term, attribute: string, reading: Reading): Formula {
  const found = attributesOf(term, reading).get(attribute);
  const path = `${(term as { path: string }).path}.${attribute}`;
  if (found === undefined) return FALSE;
  return found.required || reading.fixed.has(path) ? TRUE : reading.table.yes({ kind: 'present', path });
}

function attributeTerm(term: Term, attribute: string, reading: Reading): Guarded {
  const found = attributesOf(term, reading).get(attribute);
  const path = `${(term as { path: string }).path}.${attribute}`;
  const fixed = reading.fixed.get(path);
  const type = found?.type ?? STRING;
  return { guard: presence(term, attribute, reading), term: fixed ?? { is: 'path', path, type } };
}

const combine = (lists: readonly (readonly Guarded[])[]): { guard: Formula; terms: Term[] }[] =>
  lists.reduce<{ guard: Formula; terms: Term[] }[]>(
    (sofar, options) =>
      sofar.flatMap(({ guard, terms }) =>
        options.map((option) => ({ guard: and(guard, option.guard), terms: [...terms, option.term] })),
      ),
    [{ guard: TRUE, terms: [] }],
  );

type Decide = (expression: Expr) => Condition;

/** The values that an expression may have. `decide` reads conditions within it. @throws Unbounded */
export function readTerms(expression: Expr, reading: Reading, decide: Decide): Guarded[] {
  if ('Value' in expression) return [{ guard: TRUE, term: literalTerm(expression.Value) }];
  if ('Var' in expression && typeof expression.Var === 'string') {
    return [{ guard: TRUE, term: variableTerm(expression.Var, reading) }];
  }
  if ('.' in expression) {
    const { left, attr } = expression['.'] as { left: Expr; attr: string };
    return readTerms(left, reading, decide).map(({ guard, term }) => {
      const read = attributeTerm(term, attr, reading);
      return { guard: and(guard, read.guard), term: read.term };
    });
  }
  if ('Set' in expression) {
    const lists = (expression.Set as Expr[]).map((element) => readTerms(element, reading, decide));
    return combine(lists).map(({ guard, terms }) => ({ guard, term: { is: 'list', elements: terms } }));
  }
  if ('if-then-else' in expression) {
    const { if: test, then, else: otherwise } = expression['if-then-else'] as { if: Expr; then: Expr; else: Expr };
    const { holds, fails } = decide(test);
    return [
      ...readTerms(then, reading, decide).map(({ guard, term }) => ({ guard: and(holds, guard), term })),
      ...readTerms(otherwise, reading, decide).map(({ guard, term }) => ({ guard: and(fails, guard), term })),
    ];
  }
  throw new Unbounded(`what ${Object.keys(expression).join()} makes (arithmetic, a tag, an extension or a record)`);
}

export const isText = (term: Term): boolean => term.is === 'text' || (term.is === 'path' && term.type.is === 'text');
export const sortOf = (term: Term): string =>
  term.is === 'text' ? term.sort : term.is === 'path' && term.type.is === 'text' ? term.type.sort : '';
export const isNumber = (term: Term): boolean =>
  term.is === 'number' || (term.is === 'path' && term.type.is === 'long');
export const isBool = (term: Term): boolean => term.is === 'bool' || (term.is === 'path' && term.type.is === 'bool');
export const isSet = (term: Term): boolean => term.is === 'list' || (term.is === 'path' && term.type.is === 'set');

export const textTerm = (term: Term): TextTerm =>
  term.is === 'path' ? { is: 'path', path: term.path } : { is: 'literal', value: (term as { value: string }).value };

export const numberTerm = (term: Term): NumberTerm =>
  term.is === 'path' ? { is: 'path', path: term.path } : { is: 'literal', value: (term as { value: number }).value };

export const setPath = (path: string): SetTerm & { is: 'path' } => ({ is: 'path', path });
