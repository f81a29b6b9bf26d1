import type { Expr, ExprNoExt } from '@cedar-policy/cedar-wasm/nodejs';
import type { ExtensionFunction } from '../extensions/functions.js';
import { typeFailure } from '../evaluation-failure.js';
import type { Environment } from '../values/environment.js';
import type { Value } from '../values/value.js';

export type { Expr } from '@cedar-policy/cedar-wasm/nodejs';

type KeysOf<T> = T extends unknown ? keyof T : never;

/** The operators of the JSON form; the functions of extensions stand beside them under their own names. */
export type Operator = KeysOf<ExprNoExt>;
export type OperandOf<K extends Operator> = Extract<ExprNoExt, { [key in K]: unknown }>[K];

/** @throws EvaluationFailure where the expression errs for this request */
export type Evaluate = (environment: Environment) => Value;
export type Test = (environment: Environment) => boolean;

/** An expression made ready. */
export interface Compiled {
  evaluate: Evaluate;
  /** The same, where nothing but a boolean can come out: it need not be checked again. */
  test?: Test;
  /** What comes out whatever the request. */
  constant?: Value;
  /** Tests that it is the conjunction of, in order: `a && b && c` is one row, not a tree of pairs. */
  conjuncts?: readonly Test[];
  /** The variable's attribute that it is, where it is one. */
  attribute?: VariableAttribute;
  /** Where it holds only for certain values of one attribute, and cannot err while that is there: which. */
  selection?: Selection;
}

/** An attribute of one of the request's variables, by a name that no object inherits. */
export interface VariableAttribute {
  readonly variable: string;
  readonly name: string;
  /** Its value; undefined where it is not there, or its entity is not. */
  readonly peek: (environment: Environment) => Value | undefined;
}

export interface Selection {
  readonly attribute: VariableAttribute;
  /** Texts, integers or booleans. */
  readonly values: ReadonlySet<Value>;
}

/** What a builder may ask of the compiler. */
export interface Compiler {
  readonly compile: (expression: Expr) => Compiled;
  readonly functions: ReadonlyMap<string, ExtensionFunction>;
}

export type Build<K extends Operator> = (operand: OperandOf<K>, compiler: Compiler) => Compiled;
export type Builders = { readonly [K in Operator]: Build<K> };

/** An expression that nobody here can compile: the bundle is refused with this message. */
export class NotCompilable extends Error {
  override readonly name = 'NotCompilable';
}

export const constantOf = (value: Value): Compiled =>
  typeof value === 'boolean'
    ? { evaluate: () => value, test: () => value, constant: value }
    : { evaluate: () => value, constant: value };

export const testing = (test: Test): Compiled => ({ evaluate: test, test });

/** Whether all of them hold, looking at each only if those before it held. */
export function allOf(tests: readonly Test[]): Test {
  const [first, second, third, ...others] = tests;
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (third === undefined) return (environment) => first(environment) && second(environment);
  if (others.length === 0) {
    return (environment) => first(environment) && second(environment) && third(environment);
  }
  const rest = allOf(others);
  return (environment) => first(environment) && second(environment) && third(environment) && rest(environment);
}

export const conjunctsOf = (compiled: Compiled): readonly Test[] => compiled.conjuncts ?? [testOf(compiled)];

export function asBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw typeFailure('bool', value);
}

/** An expression where Cedar demands a boolean. */
export const testOf = ({ evaluate, test }: Compiled): Test =>
  test ?? ((environment) => asBoolean(evaluate(environment)));

/** The one operator of a node of the JSON form, and its operand. */
export function partsOf(expression: Expr): { operator: string; operand: unknown } {
  const [entry, second] = Object.entries(expression);
  if (entry === undefined || second !== undefined) throw new NotCompilable('an expression has one operator');
  return { operator: entry[0], operand: entry[1] };
}

export const isOperator = (name: string, builders: Builders): name is Operator => Object.hasOwn(builders, name);
