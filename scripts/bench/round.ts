import { median, percentile, rounded } from './statistics.js';

/** What one measure saw in one round: how many a second where it is a rate, and each duration in milliseconds. */
export interface Round {
  readonly perSecond?: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many were done, where each of them is the same work. */
  readonly operations?: number;
  /** Anything beside, by name. */
  readonly also?: Readonly<Record<string, number>>;
}

export type Result = Readonly<Record<string, number>>;

export function roundOf(durationsMs: readonly number[], perSecond?: number): Round {
  const times = { p50Ms: percentile(durationsMs, 0.5), p99Ms: percentile(durationsMs, 0.99) };
  return perSecond === undefined ? times : { perSecond, ...times };
}

/** The median of each number over the rounds. */
export function medianOf(rounds: readonly Round[]): Result {
  const flat = rounds.map(({ also, ...own }) => ({ ...own, ...also }) as Record<string, number>);
  const names = Object.keys(flat[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, rounded(median(flat.map((round) => round[name] ?? 0)))]));
}

/** How many times the other's rate, in the median of the rounds, each compared with its neighbour in time; 0 without rounds. */
export function medianRatio(own: readonly Round[] = [], others: readonly Round[] = []): number {
  return rounded(median(own.map(({ perSecond = 0 }, at) => perSecond / (others[at]?.perSecond ?? Infinity))));
}

/** As `medianRatio`, of the processor time that app and database took for an operation; 0 where it could not be seen. */
export function medianCpuRatio(own: readonly Round[] = [], others: readonly Round[] = []): number {
  return medianRatio(own.map(asCpu), others.map(asCpu)) || 0;
}

/** In milliseconds an operation, app and database together; 0 where it could not be seen. */
export const medianCpu = (rounds: readonly Round[] = []): number => rounded(median(rounds.map(cpuOf)));

const cpuOf = ({ also }: Round): number => (also?.['cpuMsApp'] ?? 0) + (also?.['cpuMsPostgres'] ?? 0);

/** So that processor time is compared as rates are. */
const asCpu = (round: Round): Round => ({ ...round, perSecond: cpuOf(round) });
