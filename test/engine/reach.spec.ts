import { describe, expect, it } from '@jest/globals';
import { COUNTED, countingEngine } from '../../libs/cedar/src/testing/counting-engine.js';
import { printPolicy } from '../../libs/cedar/src/testing/print-policy.js';
import { bundleOf, generatePolicy } from './generate/generate-bundle.js';
import { Dice } from './generate/dice.js';
import { generateRequest } from './generate/generate-request.js';

const BUNDLES = 60;
const REQUESTS = 8;

describe('what is generated', () => {
  const counts = new Map<string, { came: number; erred: number }>();
  for (let seed = 0; seed < BUNDLES; seed += 1) {
    const dice = new Dice(seed);
    const engine = countingEngine(
      bundleOf(Array.from({ length: 20 }, () => printPolicy(generatePolicy(dice)))),
      counts,
    );
    for (let asked = 0; asked < REQUESTS; asked += 1) engine.evaluate(generateRequest(dice));
  }

  it.each(COUNTED)('reaches %s often', (name) => expect(counts.get(name)?.came ?? 0).toBeGreaterThan(10));

  // A value as it is written and a variable cannot err; everything else can.
  const ERRING = COUNTED.filter((name) => name !== 'Value' && name !== 'Var');
  it.each(ERRING)('sees %s err', (name) => expect(counts.get(name)?.erred ?? 0).toBeGreaterThan(0));
});
