import { percentile } from '../statistics.js';
import type { Round } from '../round.js';
import type { LookedAt, LookTown } from './look-town.js';
import { mixOf } from './mix.js';
import { sendLooks, type LooksSeen } from './send-looks.js';

/** How many are asked about again and again. */
export const BEFORE = 16;

export interface LookLoad {
  /** Of the requests, those about residents who were asked about before, and of whom nothing changed since. */
  readonly keptPercent: number;
  readonly connections: number;
  readonly seconds: number;
}

/**
 * Looks for so many seconds, in passes: in each of them every resident who counts as new is asked about once at most, and
 * between passes whatever is known of them moves. Only passes are timed.
 */
export async function measureLooks(town: LookTown, { keptPercent, connections, seconds }: LookLoad): Promise<Round> {
  const [before, fresh] = [town.residents.slice(0, BEFORE), town.residents.slice(BEFORE)];
  const order = mixOf(keptPercent, before, fresh);
  if (keptPercent > 0) await pass(town, before, { connections, seconds });
  const passes: LooksSeen[] = [];
  for (let left = seconds; left > 0.1; left -= passes.at(-1)!.tookMs / 1000) {
    await town.move(fresh);
    passes.push(await pass(town, order, { connections, seconds: left }));
  }
  return roundOfPasses(passes);
}

function pass(
  town: LookTown,
  order: readonly LookedAt[],
  load: { readonly connections: number; readonly seconds: number },
): Promise<LooksSeen> {
  const paths = order.map((resident) => town.pathOf(resident));
  const { port, token } = town;
  const looks = { port, paths, token, once: true, expects: '"outcome":"permit"', ...load };
  return sendLooks(looks, town.stack.dataDir);
}

/** @throws Error when nothing was answered as it is to be */
export function roundOfPasses(passes: readonly LooksSeen[]): Round {
  const sum = (of: (seen: LooksSeen) => number): number => passes.reduce((all, seen) => all + of(seen), 0);
  const failed = sum((seen) => seen.failed);
  const operations = sum(({ answered }) => answered) - failed;
  if (operations <= 0)
    throw new Error(`none of ${sum(({ answered }) => answered)} requests was answered as it is to be`);
  const durations = passes.flatMap((seen) => seen.durations);
  return {
    perSecond: operations / (sum(({ tookMs }) => tookMs) / 1000),
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
    operations,
    also: { failed },
  };
}
