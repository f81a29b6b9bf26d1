import type { EntityUidJson, Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { BundleError, type Rule } from '#libs/cedar';
import { and, or, TRUE, type Formula } from '../logic/formula.js';
import type { ConditionReader } from './read-condition.js';
import { Unbounded } from './unbounded.js';

/** A rule, and the formulas of its being satisfied or not; where neither holds, it errs. */
export interface ReadRule {
  rule: Rule;
  satisfied: Formula;
  unsatisfied: Formula;
}

const entityValue = (uid: EntityUidJson): Expr => ({ Value: { __entity: '__entity' in uid ? uid.__entity : uid } });

interface Scope {
  op: string;
  entity?: EntityUidJson;
  entities?: EntityUidJson[];
  entity_type?: string;
  in?: { entity?: EntityUidJson };
}

/** A rule's head, such as `principal in Group::"x"`, as the condition that it stands for; null where it says nothing. */
function scopeCondition(variable: 'principal' | 'action' | 'resource', scope: Scope): Expr | null {
  const left: Expr = { Var: variable };
  switch (scope.op) {
    case 'All':
      return null;
    case '==':
      if (scope.entity) return { '==': { left, right: entityValue(scope.entity) } };
      break;
    case 'in':
      if (scope.entity) return { in: { left, right: entityValue(scope.entity) } };
      if (scope.entities) return { in: { left, right: { Set: scope.entities.map(entityValue) } } };
      break;
    case 'is': {
      const type = scope.entity_type ?? '';
      return { is: { left, entity_type: type, ...(scope.in?.entity ? { in: entityValue(scope.in.entity) } : {}) } };
    }
  }
  throw new Unbounded(`a template's slot`);
}

function conditionsOf({ principal, action, resource, conditions }: PolicyJson): Expr[] {
  const scopes = [
    scopeCondition('principal', principal as Scope),
    scopeCondition('action', action as Scope),
    scopeCondition('resource', resource as Scope),
  ].filter((scope) => scope !== null);
  return [...scopes, ...conditions.map(({ kind, body }): Expr => (kind === 'when' ? body : { '!': { arg: body } }))];
}

/** @throws BundleError with file, line and rule where a condition cannot be bounded. */
export function readRule(rule: Rule, reader: ConditionReader): ReadRule {
  try {
    const read = conditionsOf(rule.json).map((condition) => reader.read(condition));
    const satisfied = and(TRUE, ...read.map(({ holds }) => holds));
    const unsatisfied = or(
      ...read.map(({ fails }, index) => and(...read.slice(0, index).map(({ holds }) => holds), fails)),
    );
    return { rule, satisfied, unsatisfied };
  } catch (error) {
    if (!(error instanceof Unbounded)) throw error;
    const message = `cannot be proved: ${error.message} cannot be bounded`;
    throw new BundleError([{ file: rule.file, line: rule.line, rule: rule.id, message }]);
  }
}
