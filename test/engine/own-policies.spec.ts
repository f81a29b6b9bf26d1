import fc from 'fast-check';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  CompiledEngine,
  OfficialEngine,
  PolicyEngine,
  type Bundle,
  type Evaluation,
  type EvaluationRequest,
} from '#libs/cedar';
import { decide, loadPolicies } from '#libs/pdp';
import { arbitraryCase } from '../decisions/arbitrary-facts.js';
import { compareOn, type Difference } from './compare-engines.js';

/** Answers as the official engine does, and keeps every difference of the compiled one. */
class Compared extends PolicyEngine {
  readonly differences: Difference[] = [];
  asked = 0;
  private readonly engines: readonly [OfficialEngine, CompiledEngine];

  constructor(readonly bundle: Bundle) {
    super();
    this.engines = [new OfficialEngine(bundle), new CompiledEngine(bundle)];
  }

  evaluate(request: EvaluationRequest): Evaluation {
    this.asked += 1;
    const { answer, difference } = compareOn(this.engines, request, 0);
    if (difference) this.differences.push(difference);
    return answer;
  }
}

describe('our own policies', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await loadPolicies('policies');
  });

  it('are compiled whole, and answer as the official engine does', () => {
    const engine = new Compared(bundle);
    fc.assert(
      fc.property(arbitraryCase(bundle.hash), ({ request, facts }) => {
        decide(request, facts, engine);
        expect(engine.differences).toEqual([]);
      }),
      { numRuns: process.env.FULL ? 20_000 : 250 },
    );
    expect(engine.asked).toBeGreaterThan(process.env.FULL ? 20_000 : 250);
  });
});
