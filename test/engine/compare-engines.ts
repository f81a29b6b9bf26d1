import type { Bundle, Evaluation, EvaluationRequest, PolicyEngine } from '#libs/cedar';

/** A request that two engines answer differently, and the rules on which they part. */
export interface Difference {
  seed: number;
  request: EvaluationRequest;
  official: Evaluation;
  other: Evaluation;
  rules: string[];
}

/** What counts of an answer: messages may differ, decision, reasons and which rules err may not. */
const essenceOf = ({ decision, reasons, errors }: Evaluation): string =>
  JSON.stringify([decision, reasons, errors.map(({ rule }) => rule ?? '').sort()]);

export const agree = (one: Evaluation, other: Evaluation): boolean => essenceOf(one) === essenceOf(other);

const standing = ({ reasons, errors }: Evaluation, id: string): string =>
  `${reasons.includes(id)} ${errors.some(({ rule }) => rule === id)}`;

export function differenceOf(
  bundle: Bundle,
  [official, other]: readonly [Evaluation, Evaluation],
  request: EvaluationRequest,
  seed: number,
): Difference | null {
  if (agree(official, other)) return null;
  const rules = [...bundle.rules.values()]
    .filter(({ id }) => standing(official, id) !== standing(other, id))
    .map(({ text }) => text);
  return { seed, request, official, other, rules };
}

/** Puts one request to both engines. */
export function compareOn(
  [official, other]: readonly [PolicyEngine, PolicyEngine],
  request: EvaluationRequest,
  seed: number,
): { answer: Evaluation; difference: Difference | null } {
  const answer = official.evaluate(request);
  const difference = differenceOf(official.bundle, [answer, other.evaluate(request)], request, seed);
  return { answer, difference };
}
