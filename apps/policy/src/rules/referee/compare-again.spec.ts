import { describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import { decide, loadPolicies } from '#libs/pdp';
import { sampleAgreement, sampleFacts, sampleRequest, sampleShield } from '../../../../../libs/pdp/src/sample-facts.js';
import type { PastDecision } from '../past-decisions/past-decisions.js';
import { compareAgain } from './compare-again.js';

const engine = new CompiledEngine(await loadPolicies('policies'));
const facts = sampleFacts(engine.bundle.hash, { agreements: [sampleAgreement()], shields: [sampleShield()] });
const decision = decide(sampleRequest, facts, engine);
const past = (obligations: object): PastDecision =>
  ({ request: sampleRequest, facts, decision: { ...decision, obligations } }) as unknown as PastDecision;

describe('a decision from before an obligation existed', () => {
  it('is no different for it, and would be for any that it names', () => {
    const { hideLocation, ...known } = decision.obligations;
    expect(hideLocation).toBe(true);
    expect(compareAgain(past(known), engine)).toEqual([]);
    expect(compareAgain(past(decision.obligations), engine)).toEqual([]);
    expect(compareAgain(past({ ...known, hideLocation: false }), engine)).toEqual(['obligations']);
    expect(compareAgain(past({ ...known, notify: true }), engine)).toEqual(['obligations']);
  });
});
