import { BenchTown } from './bench-town.js';
import { startEndpoint } from './child-process.js';
import { withCpu } from './cpu/with-cpu.js';
import { interleaved, mediansOf, type Measure } from './interleaved.js';
import { load } from './load.js';
import { measureOpenings, measureViews } from './measure-disclosures.js';
import { measureInserts, prepareInserts } from './measure-inserts.js';
import { measureAccepting, measureAcceptedToOpened } from './measure-updates.js';
import { measureWithdrawals } from './measure-withdrawals.js';
import { startOwnStack } from './own-stack.js';
import type { Result } from './round.js';
import { rounded } from './statistics.js';

const CALLERS = 16;

/** The broker's own paths, beside an empty endpoint and one INSERT transaction, on a stack of its own. */
export async function measureBroker(rounds: number, seconds: number): Promise<object> {
  const stack = await startOwnStack(process.env);
  const empty = await startEndpoint('empty-endpoint');
  try {
    await prepareInserts(stack.database);
    const town = await BenchTown.prepare(stack, 20);
    const beside =
      (measure: Measure): Measure =>
      () =>
        withCpu(stack.worked(), measure);
    const measures: Record<string, Measure> = {
      emptyEndpoint: () =>
        withCpu(stack.worked([empty.pid]), () => load({ url: empty.url, connections: CALLERS, seconds })),
      insertTransaction: () =>
        withCpu(stack.worked([process.pid]), () => measureInserts(stack.database, CALLERS, seconds)),
      disclosuresByView: beside(() => measureViews(town, seconds)),
      disclosuresByOpening: beside(() => measureOpenings(town, seconds)),
      acceptedUpdates: beside(() => measureAccepting(town, seconds)),
      acceptedToOpened: beside(() => measureAcceptedToOpened(town)),
      withdrawalsUnder64Readers: beside(() => measureWithdrawals(town, seconds)),
    };
    const results = mediansOf(await interleaved(measures, rounds));
    return { callers: CALLERS, results, ratios: ratiosOf(results) };
  } finally {
    await empty.stop();
    await stack.stop();
  }
}

/** Each rate against both baselines' rates, and each p50 and p99 against the INSERT's. */
function ratiosOf(results: Record<string, Result>): Record<string, Result> {
  const { emptyEndpoint, insertTransaction, ...ours } = results;
  const ratio = (a: number | undefined, b: number | undefined): number => (a && b ? rounded(a / b) : 0);
  const one = (result: Result): Result => ({
    ...(result.perSecond === undefined
      ? {}
      : {
          rateToEmptyEndpoint: ratio(result.perSecond, emptyEndpoint?.perSecond),
          rateToInsert: ratio(result.perSecond, insertTransaction?.perSecond),
        }),
    p50ToInsert: ratio(result.p50Ms, insertTransaction?.p50Ms),
    p99ToInsert: ratio(result.p99Ms, insertTransaction?.p99Ms),
  });
  return Object.fromEntries(Object.entries(ours).map(([name, result]) => [name, one(result)]));
}
