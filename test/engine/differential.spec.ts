import fc from 'fast-check';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import { printPolicy } from '../../libs/cedar/src/testing/print-policy.js';
import { bundleOf, generatePolicy } from './generate/generate-bundle.js';
import { Dice } from './generate/dice.js';
import { emptyTally, runBatch } from './run-batch.js';

const REQUESTS = process.env.FULL ? 1_000_000 : 50_000;
const REQUESTS_A_BUNDLE = 200;
const POLICIES = 10;

/** One bundle of drawn policies, written as text, for the official parser to read as it would read an officer's. */
const drawBundle = (seed: number) => {
  const dice = new Dice(seed);
  return bundleOf(Array.from({ length: POLICIES }, () => printPolicy(generatePolicy(dice))));
};

describe('the compiled engine', () => {
  const tally = emptyTally();

  it(
    'answers as the official one does: decision, reasons, and which rules err',
    () => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const difference = runBatch(
            drawBundle(seed),
            (bundle) => new CompiledEngine(bundle),
            { seed, requests: REQUESTS_A_BUNDLE },
            tally,
          );
          expect(difference).toBeNull();
        }),
        { numRuns: REQUESTS / REQUESTS_A_BUNDLE, endOnFailure: true },
      );
    },
    process.env.FULL ? 7_200_000 : 300_000,
  );

  it('was asked enough, of every sort', () => {
    expect(tally.asked).toBeGreaterThanOrEqual(REQUESTS);
    expect(tally.allowed / tally.asked).toBeGreaterThan(0.15);
    expect(tally.allowed / tally.asked).toBeLessThan(0.6);
    expect(tally.erring / tally.asked).toBeGreaterThan(0.3);
    expect(tally.refused / tally.asked).toBeGreaterThan(0.05);
    expect(tally.refused / tally.asked).toBeLessThan(0.3);
  });

  afterAll(() => {
    if (process.env.FULL) process.stdout.write(`compiled against official: ${JSON.stringify(tally)}\n`);
  });
});
