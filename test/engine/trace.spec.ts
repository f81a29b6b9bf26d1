import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import {
  CompiledEngine,
  type Evaluation,
  type EvaluationRequest,
  type Trace,
  type TracedExpression,
} from '#libs/cedar';
import { printPolicy } from '../../libs/cedar/src/testing/print-policy.js';
import { bundleOf, generatePolicy } from './generate/generate-bundle.js';
import { Dice } from './generate/dice.js';
import { generateRequest } from './generate/generate-request.js';
import { spoilRequest } from './generate/spoil-request.js';

/** What an answer follows from, read off a trace alone. */
function answerOf({ rules }: Trace): Omit<Evaluation, 'errors'> & { erred: string[] } {
  const satisfied = (effect: string) =>
    rules.filter((rule) => rule.effect === effect && rule.outcome === 'satisfied').map(({ rule }) => rule);
  const [permits, forbids] = [satisfied('permit'), satisfied('forbid')];
  const decision = permits.length > 0 && forbids.length === 0 ? 'allow' : 'deny';
  const erred = rules.filter(({ outcome }) => outcome === 'erred').map(({ rule }) => rule);
  return { decision, reasons: forbids.length > 0 ? forbids : permits, erred };
}

const all = (expression: TracedExpression): TracedExpression[] => [expression, ...expression.operands.flatMap(all)];

function drawn(seed: number): { engine: CompiledEngine; requests: EvaluationRequest[] } {
  const dice = new Dice(seed);
  const engine = new CompiledEngine(bundleOf(Array.from({ length: 6 }, () => printPolicy(generatePolicy(dice)))));
  const requests = Array.from({ length: 4 }, () => {
    const request = generateRequest(dice);
    return dice.chance(0.1) ? spoilRequest(dice, request) : request;
  });
  return { engine, requests };
}

describe('a trace', () => {
  const each = (says: (trace: Trace, answer: Evaluation) => void) =>
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { engine, requests } = drawn(seed);
        for (const request of requests) says(engine.trace(request), engine.evaluate(request));
      }),
      { numRuns: 20 },
    );

  it('tells the same decision, reasons and erring rules as the answer', () =>
    each((trace, { decision, reasons, errors }) => {
      const refused = errors.some(({ rule }) => rule === null);
      expect(trace.decision).toBe(decision);
      expect(answerOf(trace)).toEqual({ decision, reasons, erred: refused ? [] : errors.map(({ rule }) => rule) });
    }));

  it('lets each condition follow from its operands', () =>
    each(({ rules }) => {
      for (const expression of rules.flatMap(({ clauses }) => clauses).flatMap((clause) => all(clause.expression))) {
        const came = expression.operands.map(({ outcome }) => outcome);
        if (expression.outcome === 'not-reached')
          expect(new Set(came).size === 0 || came.every((one) => one === 'not-reached')).toBe(true);
        if (came.includes('erred')) expect(expression.outcome).toBe('erred');
        expect(expression.outcome === 'value').toBe(expression.value !== undefined);
        expect(expression.outcome === 'erred').toBe(expression.message !== undefined);
      }
    }));

  it('reaches no clause of a rule whose scope does not cover the request, nor any after one that fails', () =>
    each(({ rules }) => {
      for (const { scopeMatches, clauses } of rules) {
        const open = clauses.map(({ kind, outcome }) => outcome === (kind === 'when' ? 'held' : 'failed'));
        const reached = clauses.findIndex((_, index) => !scopeMatches || open.slice(0, index).includes(false));
        const beyond = reached < 0 ? [] : clauses.slice(reached);
        expect(beyond.every(({ outcome }) => outcome === 'not-reached')).toBe(true);
      }
    }));
});
