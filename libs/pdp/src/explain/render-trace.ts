import type { TracedExpression, TracedRule } from '#libs/cedar';

const OUTCOMES: Record<TracedExpression['outcome'], string> = {
  held: 'held',
  failed: 'did not hold',
  erred: 'could not be evaluated',
  'not-reached': 'was not reached',
  value: 'was',
};

function toldOf({ text, outcome, value, message }: TracedExpression): string {
  if (outcome === 'value') return `${text} was ${JSON.stringify(value)}`;
  return `${text} ${OUTCOMES[outcome]}${message === undefined ? '' : ` (${message})`}`;
}

/** Literals say themselves; only what was looked up or computed is worth a line. */
const isTelling = ({ outcome, text, value }: TracedExpression): boolean =>
  outcome !== 'value' || JSON.stringify(value) !== text;

const linesOf = (expression: TracedExpression, depth: number): string[] => [
  `${'  '.repeat(depth)}${toldOf(expression)}`,
  ...expression.operands.filter(isTelling).flatMap((operand) => linesOf(operand, depth + 1)),
];

/** A rule's evaluation for an officer: its clauses and their conditions with the values seen, outermost first. */
export const renderTrace = ({ rule, effect, outcome, scopeMatches, clauses }: TracedRule): string[] => [
  `${effect} ${rule}: ${outcome}`,
  ...(scopeMatches ? [] : ['  its scope does not cover this request']),
  ...clauses.flatMap(({ kind, outcome: came, expression }) => [
    `  ${kind}: ${OUTCOMES[came]}`,
    ...linesOf(expression, 2),
  ]),
];
