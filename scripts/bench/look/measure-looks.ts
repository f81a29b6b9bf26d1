import { roundOfAnswers } from '../requests/round-of-answers.js';
import { sendRequests, type Answered } from '../requests/send-requests.js';
import type { Round } from '../round.js';
import type { LookedAt, LookTown } from './look-town.js';
import { mixOf } from './mix.js';

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
  const passes: Answered[] = [];
  for (let left = seconds; left > 0.1; left -= passes.at(-1)!.tookMs / 1000) {
    await town.move(fresh);
    passes.push(await pass(town, order, { connections, seconds: left }));
  }
  return roundOfAnswers(passes);
}

function pass(
  town: LookTown,
  order: readonly LookedAt[],
  load: { readonly connections: number; readonly seconds: number },
): Promise<Answered> {
  const paths = order.map((resident) => town.pathOf(resident));
  const { port, token } = town;
  const looks = { port, paths, token, once: true, expects: '"outcome":"permit"', ...load };
  return sendRequests(looks);
}
