import { partsOf, type Expr, type OperandOf } from '../expressions/expression.js';

type Outcome = boolean | 'other' | 'erred';

/** The operands of an expression in the order in which Cedar takes them, each with what would keep it from its turn. */
export interface Turn {
  expression: Expr;
  /** Given how the operands before came out: whether this one is looked at at all. */
  isReached: (earlier: readonly Outcome[]) => boolean;
}

const isExpression = (value: unknown): value is object => typeof value === 'object' && value !== null;

const none = (earlier: readonly Outcome[]): boolean => !earlier.includes('erred');

/** Which outcomes of the operand before let the second one be looked at. */
const SHORT_CUTS: { readonly [operator: string]: Outcome } = { '&&': true, '||': false };

const plain = (expressions: readonly Expr[]): Turn[] =>
  expressions.map((expression) => ({ expression, isReached: none }));

function binary(operator: string, { left, right }: { left: Expr; right: Expr }): Turn[] {
  const needed = Object.hasOwn(SHORT_CUTS, operator) ? SHORT_CUTS[operator] : undefined;
  return [
    { expression: left, isReached: () => true },
    { expression: right, isReached: ([first]) => (needed === undefined ? first !== 'erred' : first === needed) },
  ];
}

const conditional = (operand: { if: Expr; then: Expr; else: Expr }): Turn[] => [
  { expression: operand.if, isReached: () => true },
  { expression: operand.then, isReached: ([test]) => test === true },
  { expression: operand.else, isReached: ([test]) => test === false },
];

function isOfType({ left, entity_type, in: group }: OperandOf<'is'>): Turn[] {
  if (group === undefined) return plain([left]);
  const typed: Expr = { is: { left, entity_type } };
  return [
    { expression: typed, isReached: () => true },
    { expression: group, isReached: ([held]) => held === true },
  ];
}

export function turnsOf(expression: Expr): Turn[] {
  const { operator, operand } = partsOf(expression);
  if (!isExpression(operand) || operator === 'Value') return [];
  if (Array.isArray(operand)) return plain(operand);
  if (operator === 'Record') return plain(Object.values(operand as OperandOf<'Record'>));
  if (operator === 'if-then-else') return conditional(operand as OperandOf<'if-then-else'>);
  if (operator === 'is') return isOfType(operand as OperandOf<'is'>);
  if ('right' in operand) return binary(operator, operand as OperandOf<'&&'>);
  return plain([(operand as OperandOf<'!'>).arg ?? (operand as OperandOf<'has'>).left]);
}
