import type {
  ActionConstraint,
  PolicyJson,
  PrincipalConstraint,
  ResourceConstraint,
} from '@cedar-policy/cedar-wasm/nodejs';
import { printExpression } from '../compiled/tracing/print-expression.js';

type Uid = { type: string; id: string } | { __entity: { type: string; id: string } };

const printUid = (uid: Uid): string => printExpression({ Value: { __entity: '__entity' in uid ? uid.__entity : uid } });

function printScope(variable: string, constraint: PrincipalConstraint | ActionConstraint | ResourceConstraint): string {
  if (constraint.op === 'All') return variable;
  if (constraint.op === 'is') {
    const group = constraint.in && 'entity' in constraint.in ? ` in ${printUid(constraint.in.entity)}` : '';
    return `${variable} is ${constraint.entity_type}${group}`;
  }
  if ('entities' in constraint) return `${variable} in [${constraint.entities.map(printUid).join(', ')}]`;
  return 'entity' in constraint ? `${variable} ${constraint.op} ${printUid(constraint.entity)}` : variable;
}

/** A policy of the JSON form as Cedar text, for tests that draw policies in that form. */
export function printPolicy({ effect, principal, action, resource, conditions }: PolicyJson): string {
  const scope = [printScope('principal', principal), printScope('action', action), printScope('resource', resource)];
  const clauses = conditions.map(({ kind, body }) => `\n${kind} { ${printExpression(body)} }`);
  return `${effect} (${scope.join(', ')})${clauses.join('')};`;
}
