import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { BundleError, type CedarValue } from '#libs/cedar';
import type { PageCondition } from './invariant.js';

/** An attribute, and the two values that a claim compares. */
export interface Change {
  path: string;
  from: CedarValue;
  to: CedarValue;
}

function pathOf(expression: Expr): string | null {
  if ('Var' in expression) return typeof expression.Var === 'string' ? expression.Var : null;
  if (!('.' in expression)) return null;
  const { left, attr } = expression['.'] as { left: Expr; attr: string };
  const rest = pathOf(left);
  return rest === null ? null : `${rest}.${attr}`;
}

function sideOf(expression: Expr | undefined): { path: string | null; value: unknown } {
  if (expression === undefined || !('==' in expression)) return { path: null, value: undefined };
  const { left, right } = expression['=='] as { left: Expr; right: Expr };
  return { path: pathOf(left), value: 'Value' in right ? right.Value : undefined };
}

/** Reads `guard && (path == from || path == to)`, as the pages put it together. @throws BundleError */
export function changeOf(expression: Expr, { file, line }: PageCondition): Change {
  const { right } = ('&&' in expression ? expression['&&'] : {}) as { right?: Expr };
  const sides = (right && '||' in right ? right['||'] : {}) as { left?: Expr; right?: Expr };
  const [from, to] = [sideOf(sides.left), sideOf(sides.right)];
  if (from.path === null || from.path !== to.path || from.value === undefined || to.value === undefined) {
    const message = 'changes one attribute from a literal to a literal';
    throw new BundleError([{ file, line, rule: null, message }]);
  }
  return { path: from.path, from: from.value as CedarValue, to: to.value as CedarValue };
}
