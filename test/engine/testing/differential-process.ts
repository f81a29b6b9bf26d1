/**
 * Puts drawn requests to drawn policies by both engines, and prints the first difference and what was asked as JSON; a
 * process of its own, since decisions are several times slower inside Jest's virtual machine.
 * Usage: differential-process.ts REQUESTS
 */
import fc from 'fast-check';
import { CompiledEngine } from '#libs/cedar';
import { printPolicy } from '../../../libs/cedar/src/testing/print-policy.js';
import { Dice } from '../generate/dice.js';
import { bundleOf, generatePolicy } from '../generate/generate-bundle.js';
import { emptyTally, runBatch } from '../run-batch.js';

export interface DifferentialReport {
  /** The first difference, with the seed that draws it again; null where there is none. */
  difference: string | null;
  tally: ReturnType<typeof emptyTally>;
}

const REQUESTS_A_BUNDLE = 200;
const POLICIES = 10;
const TELL_EVERY = 50_000;

/** One bundle of drawn policies, written as text, for the official parser to read as it would read an officer's. */
function drawBundle(seed: number) {
  const dice = new Dice(seed);
  return bundleOf(Array.from({ length: POLICIES }, () => printPolicy(generatePolicy(dice))));
}

const requests = Number(process.argv[2]);
const tally = emptyTally();
const compiled = (bundle: ReturnType<typeof drawBundle>): CompiledEngine => new CompiledEngine(bundle);

function agrees(seed: number): boolean {
  const difference = runBatch(drawBundle(seed), compiled, { seed, requests: REQUESTS_A_BUNDLE }, tally);
  if (tally.asked % TELL_EVERY === 0) process.stderr.write(`${tally.asked} requests compared\n`);
  if (difference !== null) throw new Error(JSON.stringify(difference));
  return true;
}

const run = fc.check(fc.property(fc.integer(), agrees), { numRuns: requests / REQUESTS_A_BUNDLE, endOnFailure: true });
const report: DifferentialReport = {
  difference: run.failed ? (fc.defaultReportMessage(run) ?? 'failed') : null,
  tally,
};
process.stdout.write(JSON.stringify(report));
