import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Expr, OperandOf } from '../expressions/expression.js';
import { partsOf } from '../expressions/expression.js';
import { EXTENSION_FUNCTIONS } from '../extensions/functions.js';
import { printName, printText } from './print-text.js';

// How tightly a printed expression holds together, loosest first: what is looser than its place needs parentheses.
const [LOOSE, OR, AND, RELATION, SUM, PRODUCT, UNARY, MEMBER] = [0, 1, 2, 3, 4, 5, 6, 7];

interface Printed {
  text: string;
  binding: number;
}

function at(expression: Expr, binding: number): string {
  const printed = print(expression);
  return printed.binding >= binding ? printed.text : `(${printed.text})`;
}

interface Infix {
  symbol: string;
  binding: number;
  left: number;
  right: number;
}

const infix = (symbol: string, binding: number, associative: boolean): Infix => ({
  symbol,
  binding,
  left: associative ? binding : binding + 1,
  right: binding + 1,
});

const INFIX: ReadonlyMap<string, Infix> = new Map(
  [
    infix('||', OR, true),
    infix('&&', AND, true),
    ...['==', '!=', '<', '<=', '>', '>=', 'in'].map((symbol) => infix(symbol, RELATION, false)),
    infix('+', SUM, true),
    infix('-', SUM, true),
    infix('*', PRODUCT, true),
  ].map((one) => [one.symbol, one]),
);

const BINARY_METHODS: ReadonlySet<string> = new Set(['contains', 'containsAll', 'containsAny', 'getTag', 'hasTag']);

const printEntity = ({ type, id }: { type: string; id: string }): string => `${type}::${printText(id)}`;

function printLiteral(value: CedarValueJson): Printed {
  if (typeof value === 'string') return { text: printText(value), binding: MEMBER };
  if (typeof value === 'number') return { text: String(value), binding: value < 0 ? UNARY : MEMBER };
  if (Array.isArray(value))
    return { text: `[${value.map((one) => printLiteral(one).text).join(', ')}]`, binding: MEMBER };
  if (typeof value === 'object' && value !== null && '__entity' in value) {
    return { text: printEntity(value.__entity as { type: string; id: string }), binding: MEMBER };
  }
  return { text: JSON.stringify(value), binding: MEMBER };
}

function printPattern(pattern: OperandOf<'like'>['pattern']): string {
  const pieces = pattern.map((one) =>
    one === 'Wildcard' ? '*' : printText(one.Literal).slice(1, -1).replaceAll('*', '\\*'),
  );
  return `"${pieces.join('')}"`;
}

const printAttribute = (receiver: string, name: string): string =>
  printName(name) === name ? `${receiver}.${name}` : `${receiver}[${printText(name)}]`;

const PRINTERS: { readonly [operator: string]: (operand: never) => Printed } = {
  Value: printLiteral,
  Var: (name: string) => ({ text: name, binding: MEMBER }),
  Slot: (name: string) => ({ text: name, binding: MEMBER }),
  '!': ({ arg }: OperandOf<'!'>) => ({ text: `!${at(arg, MEMBER)}`, binding: UNARY }),
  // A literal after the sign would be read as one negative literal.
  neg: ({ arg }: OperandOf<'neg'>) => ({
    text: `-${'Value' in arg ? `(${print(arg).text})` : at(arg, MEMBER)}`,
    binding: UNARY,
  }),
  'if-then-else': (operand: OperandOf<'if-then-else'>) => ({
    text: `if ${print(operand.if).text} then ${print(operand.then).text} else ${print(operand.else).text}`,
    binding: LOOSE,
  }),
  Set: (members: OperandOf<'Set'>) => ({
    text: `[${members.map((one) => print(one).text).join(', ')}]`,
    binding: MEMBER,
  }),
  Record: (attributes: OperandOf<'Record'>) => {
    const pairs = Object.entries(attributes).map(([name, value]) => `${printName(name)}: ${print(value).text}`);
    return { text: `{${pairs.join(', ')}}`, binding: MEMBER };
  },
  isEmpty: ({ arg }: OperandOf<'isEmpty'>) => ({ text: `${at(arg, MEMBER)}.isEmpty()`, binding: MEMBER }),
  '.': ({ left, attr }: OperandOf<'.'>) => ({ text: printAttribute(at(left, MEMBER), attr), binding: MEMBER }),
  has: ({ left, attr }: OperandOf<'has'>) => ({
    text: `${at(left, SUM)} has ${typeof attr === 'string' ? printName(attr) : attr.join('.')}`,
    binding: RELATION,
  }),
  like: ({ left, pattern }: OperandOf<'like'>) => ({
    text: `${at(left, SUM)} like ${printPattern(pattern)}`,
    binding: RELATION,
  }),
  is: ({ left, entity_type: type, in: group }: OperandOf<'is'>) => ({
    text: `${at(left, SUM)} is ${type}${group === undefined ? '' : ` in ${at(group, SUM)}`}`,
    binding: RELATION,
  }),
};

function printCall(name: string, operands: readonly Expr[]): Printed {
  const [receiver, ...others] = operands;
  if (EXTENSION_FUNCTIONS.get(name)?.style === 'function' || receiver === undefined) {
    return { text: `${name}(${operands.map((one) => print(one).text).join(', ')})`, binding: MEMBER };
  }
  return {
    text: `${at(receiver, MEMBER)}.${name}(${others.map((one) => print(one).text).join(', ')})`,
    binding: MEMBER,
  };
}

function print(expression: Expr): Printed {
  const { operator, operand } = partsOf(expression);
  const between = INFIX.get(operator);
  if (between) {
    const { left, right } = operand as { left: Expr; right: Expr };
    const text = `${at(left, between.left)} ${between.symbol} ${at(right, between.right)}`;
    return { text, binding: between.binding };
  }
  if (BINARY_METHODS.has(operator)) {
    const { left, right } = operand as { left: Expr; right: Expr };
    return printCall(operator, [left, right]);
  }
  const printer = Object.hasOwn(PRINTERS, operator) ? PRINTERS[operator] : undefined;
  return printer ? printer(operand as never) : printCall(operator, operand as readonly Expr[]);
}

/** An expression of the JSON form as Cedar text, on one line; parsed again it is the same expression. */
export const printExpression = (expression: Expr): string => print(expression).text;
