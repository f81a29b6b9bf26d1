import { join } from 'node:path';
import { CompiledEngine } from '#libs/cedar';
import { parseInstant } from '#libs/domain';
import { decide, loadPolicies, notAfterOf } from '#libs/pdp';
import { PROJECT_ROOT } from '../../local/layout.js';
import { decideByHand } from '../decisions/decide-by-hand.js';
import { makePlace } from '../decisions/place.js';
import { mediansOf } from '../interleaved.js';
import { roundOf, type Result, type Round } from '../round.js';
import { QUESTION, SAMPLES } from './facts.js';

/** Done between two looks at the clock. */
const BATCH = 256;

const INCLUDES =
  'facts as objects in memory, the policies of policies/ compiled; decide is the whole decision with grounds, obligations ' +
  'and not-after, notAfterOf that last part alone; byHand is the thirty other rules of --only engines as a plain function';

export interface DecideReport {
  readonly includes: string;
  /** Of one thread, by its processor time. */
  readonly results: Readonly<Record<string, Result>>;
}

/** What the product's own decision costs in one thread, rounds interleaved. @throws Error when a sample is not permitted */
export async function measureDecide(rounds: number, seconds: number): Promise<DecideReport> {
  const engine = new CompiledEngine(await loadPolicies(join(PROJECT_ROOT, 'policies')));
  const works: Record<string, () => unknown> = {};
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const facts = sample(engine.bundle.hash);
    const { outcome, reason } = decide(QUESTION, facts, engine);
    if (outcome !== 'permit') throw new Error(`the sample of ${name} facts is denied: ${reason}`);
    const now = parseInstant(facts.now);
    works[`decide, ${name} facts`] = () => decide(QUESTION, facts, engine);
    works[`notAfterOf, ${name} facts`] = () => notAfterOf(QUESTION, facts, now);
  }
  const place = makePlace(100, BATCH);
  let turn = 0;
  works['byHand'] = () => decideByHand(place, place.questions[(turn += 1) % BATCH]!);
  const seen: Record<string, Round[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const measured = measure(work, seconds / 4);
      // The first round warms up.
      if (round > 0) (seen[name] ??= []).push(measured);
    }
  }
  return { includes: INCLUDES, results: mediansOf(seen) };
}

function measure(work: () => unknown, seconds: number): Round {
  const batches: number[] = [];
  const until = performance.now() + seconds * 1000;
  const before = process.cpuUsage();
  for (let at = performance.now(); at < until;) {
    for (let times = 0; times < BATCH; times += 1) work();
    const now = performance.now();
    batches.push((now - at) / BATCH);
    at = now;
  }
  const spent = process.cpuUsage(before);
  const microseconds = (spent.user + spent.system) / (batches.length * BATCH);
  return { ...roundOf(batches, 1e6 / microseconds), also: { microseconds } };
}
