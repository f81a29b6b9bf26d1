import type {
  ActionConstraint,
  Clause,
  PrincipalConstraint,
  ResourceConstraint,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Rule } from '../bundle.js';
import {
  allOf,
  conjunctsOf,
  NotCompilable,
  testOf,
  type Compiler,
  type Selection,
  type Test,
} from './expressions/expression.js';
import { entityLiteral } from './expressions/literals.js';
import type { Environment } from './values/environment.js';
import { sameEntity, type EntityRef, type EntityNode } from './values/value.js';

/** A rule made ready. */
export interface CompiledRule {
  readonly id: string;
  readonly effect: Rule['effect'];
  readonly conditions: Rule['json']['conditions'];
  /** Whether its scope names the action, or a group that the action is in. */
  readonly coversAction: (action: EntityNode) => boolean;
  /** Whether principal and resource are of its scope. */
  readonly covers: Test;
  /** Whether it is satisfied for a request of an action that it covers. @throws EvaluationFailure */
  readonly isSatisfied: Test;
  /** What its first condition asks of one attribute, where it asks that: for any other value it is unsatisfied. */
  readonly selection: Selection | null;
}

type Pick = (environment: Environment) => EntityRef;

function compileScope(constraint: PrincipalConstraint | ResourceConstraint, pick: Pick): Test | null {
  if (constraint.op === 'All') return null;
  if (constraint.op === 'is') {
    const { entity_type: type, in: group } = constraint;
    const isOfType: Test = (environment) => pick(environment).type === type;
    if (group === undefined) return isOfType;
    const within = compileScope({ op: 'in', ...group }, pick);
    return (environment) => isOfType(environment) && (within?.(environment) ?? true);
  }
  if (!('entity' in constraint)) throw new NotCompilable(`${constraint.slot}: a bundle holds no templates`);
  const entity = entityLiteral(constraint.entity);
  return constraint.op === '=='
    ? (environment) => sameEntity(pick(environment), entity)
    : (environment) => environment.isIn(pick(environment), entity);
}

function compileActionScope(constraint: ActionConstraint): CompiledRule['coversAction'] {
  if (constraint.op === 'All') return () => true;
  if (constraint.op === '==') {
    if (!('entity' in constraint)) throw new NotCompilable('an action left open: a bundle holds no templates');
    const one = entityLiteral(constraint.entity);
    return ({ type, id }) => one.type === type && one.id === id;
  }
  const groups = ('entities' in constraint ? constraint.entities : [constraint.entity]).map(entityLiteral);
  return ({ type, id, ancestors = [] }) =>
    groups.some(
      (group) => (group.type === type && group.id === id) || ancestors.some((above) => sameEntity(above, group)),
    );
}

interface CompiledClause {
  tests: readonly Test[];
  selection: Selection | null;
}

function compileClause({ kind, body }: Clause, { compile }: Compiler): CompiledClause {
  const compiled = compile(body);
  if (kind === 'when') return { tests: conjunctsOf(compiled), selection: compiled.selection ?? null };
  const test = testOf(compiled);
  return { tests: [(environment) => !test(environment)], selection: null };
}

/** @throws NotCompilable */
export function compileRule({ id, effect, json }: Rule, compiler: Compiler): CompiledRule {
  const scope = [
    compileScope(json.principal, ({ principal }) => principal),
    compileScope(json.resource, ({ resource }) => resource),
  ].filter((test) => test !== null);
  const clauses = json.conditions.map((clause) => compileClause(clause, compiler));
  return {
    id,
    effect,
    conditions: json.conditions,
    coversAction: compileActionScope(json.action),
    covers: allOf(scope),
    isSatisfied: allOf([...scope, ...clauses.flatMap(({ tests }) => tests)]),
    selection: clauses[0]?.selection ?? null,
  };
}
