import { warn } from '../../local/say.js';
import type { Round } from '../round.js';
import { allProcesses, timeOfTree } from './process-times.js';

/** Whose processor time stands beside a measure. */
export interface Worked {
  /** The processes that answer. */
  readonly apps: readonly number[];
  /** The server process; its backends are its children. Undefined where the database is not of this machine. */
  readonly postgres: number | undefined;
  /** Resolves when nothing of what was asked for is left to do: work that follows an answer belongs to it. */
  readonly settled: () => Promise<void>;
}

interface Times {
  readonly app: number;
  readonly postgres: number;
}

let saidWhy = false;

/**
 * A measure with processor time per operation beside its rate: noise moves rates, not processor time. What follows an
 * operation (an entry's way into the log) is in it, and so is what the processes do meanwhile though nobody asks.
 */
export async function withCpu(worked: Worked, measure: () => Promise<Round>): Promise<Round> {
  await worked.settled();
  const before = timesOf(worked);
  const round = await measure();
  await worked.settled();
  return before ? addCpu(round, before, timesOf(worked)!, worked.postgres !== undefined) : round;
}

/** A round whose operations were not counted stays as it is. */
export function addCpu(round: Round, before: Times, after: Times, hasPostgres: boolean): Round {
  const { operations } = round;
  if (!operations) return round;
  const cpuMsApp = (after.app - before.app) / operations;
  const cpuMsPostgres = (after.postgres - before.postgres) / operations;
  return { ...round, also: { ...round.also, cpuMsApp, ...(hasPostgres ? { cpuMsPostgres } : {}) } };
}

function timesOf({ apps, postgres }: Worked): Times | undefined {
  const all = allProcesses();
  if (!all) {
    if (!saidWhy) warn('this machine has no /proc: processor time is left out');
    saidWhy = true;
    return undefined;
  }
  const own = all.filter(({ pid }) => apps.includes(pid));
  return {
    app: own.reduce((sum, { ownMs }) => sum + ownMs, 0),
    postgres: postgres === undefined ? 0 : timeOfTree(postgres, all),
  };
}
