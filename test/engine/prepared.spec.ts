import { describe, expect, it } from '@jest/globals';
import { CompiledEngine, type Evaluation, type EvaluationRequest } from '#libs/cedar';
import { RequestRefusal } from '../../libs/cedar/src/compiled/schema/refusal.js';
import { printPolicy } from '../../libs/cedar/src/testing/print-policy.js';
import { Dice } from './generate/dice.js';
import { bundleOf, generatePolicy } from './generate/generate-bundle.js';
import { generateRequest } from './generate/generate-request.js';
import { spoilRequest } from './generate/spoil-request.js';

const BUNDLES = 30;
const REQUESTS = 40;

type Ask = (engine: CompiledEngine, request: EvaluationRequest) => Evaluation[];

/** Twice over the same prepared entities: the second answer shows what the first one left on them. */
const askTwice: Ask = (engine, { entities, ...request }) => {
  try {
    const prepared = engine.prepare(entities);
    return [engine.evaluatePrepared(request, prepared), engine.evaluatePrepared(request, prepared)];
  } catch (error) {
    if (!(error instanceof RequestRefusal)) throw error;
    return [{ decision: 'deny', reasons: [], errors: [{ rule: null, message: error.message }] }];
  }
};

/** A seeded fault: the entities of the first request are kept for all. */
function neverPreparingAnew(): Ask {
  const kept = new Map<CompiledEngine, EvaluationRequest['entities']>();
  return (engine, request) => {
    const entities = kept.get(engine) ?? request.entities;
    kept.set(engine, entities);
    return askTwice(engine, { ...request, entities });
  };
}

const essenceOf = ({ decision, reasons, errors }: Evaluation): unknown => [
  decision,
  reasons,
  errors.map(({ rule }) => rule),
];

function differences(ask: Ask): number {
  let found = 0;
  for (let seed = 0; seed < BUNDLES; seed += 1) {
    const dice = new Dice(seed);
    const engine = new CompiledEngine(bundleOf(Array.from({ length: 10 }, () => printPolicy(generatePolicy(dice)))));
    for (let asked = 0; asked < REQUESTS; asked += 1) {
      const drawn = generateRequest(dice);
      const request = dice.chance(0.1) ? spoilRequest(dice, drawn) : drawn;
      const expected = JSON.stringify(essenceOf(engine.evaluate(request)));
      if (ask(engine, request).some((answer) => JSON.stringify(essenceOf(answer)) !== expected)) found += 1;
    }
  }
  return found;
}

describe('entities taken in beforehand', () => {
  it('give the answers that the same entities give with the request', () => expect(differences(askTwice)).toBe(0));

  it('are told from others: a fault that keeps the first is seen', () =>
    expect(differences(neverPreparingAnew())).toBeGreaterThan(10));
});
