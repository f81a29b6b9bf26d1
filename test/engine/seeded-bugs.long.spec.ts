import { describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import { printPolicy } from '../../libs/cedar/src/testing/print-policy.js';
import { SEEDED_BUGS } from '../../libs/cedar/src/testing/seeded-bugs.js';
import { CompareAll } from './compare-all.js';
import { bundleOf, generatePolicy } from './generate/generate-bundle.js';
import { Dice } from './generate/dice.js';

const BATCHES = 100;
const POLICIES = 40;
const REQUESTS = 12;

describe('an engine that is wrong in one thing', () => {
  const bugs = Object.entries(SEEDED_BUGS);
  const compared = new CompareAll({ ...SEEDED_BUGS, none: (bundle) => new CompiledEngine(bundle) });

  // One pass for all of them: the official engine is asked once for each request, and that is what takes the time.
  for (let seed = 0; seed < BATCHES && compared.uncaught.length > 1; seed += 1) {
    const dice = new Dice(seed);
    const bundle = bundleOf(Array.from({ length: POLICIES }, () => printPolicy(generatePolicy(dice, 0.6))));
    compared.compare(bundle, { seed, requests: REQUESTS });
  }

  it.each(bugs)('is told from the official one: %s', (what) => expect(compared.uncaught).not.toContain(what));

  it('is told by its bug: without one there is no difference', () => expect(compared.uncaught).toEqual(['none']));

  it('is one of many', () => expect(bugs.length).toBeGreaterThanOrEqual(12));
});
