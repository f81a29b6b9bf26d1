import { roundOf, type Round } from '../round.js';
import type { Answered } from './send-requests.js';

/** One round of one or more passes of requests. @throws Error when nothing was answered as it is to be */
export function roundOfAnswers(passes: readonly Answered[]): Round {
  const sum = (of: (seen: Answered) => number): number => passes.reduce((all, seen) => all + of(seen), 0);
  const failed = sum((seen) => seen.failed);
  const operations = sum(({ answered }) => answered) - failed;
  if (operations <= 0)
    throw new Error(`none of ${sum(({ answered }) => answered)} requests was answered as it is to be`);
  const durations = passes.flatMap((seen) => seen.durations);
  const perSecond = operations / (sum(({ tookMs }) => tookMs) / 1000);
  return { ...roundOf(durations, perSecond), operations, also: { failed } };
}

/** A request of so many items: a rate and processor time are of items, durations of requests. */
export const ofItems = (round: Round, items: number): Round => ({
  ...round,
  ...(round.perSecond === undefined ? {} : { perSecond: round.perSecond * items }),
  ...(round.operations === undefined ? {} : { operations: round.operations * items }),
  also: { ...round.also, requestsPerSecond: round.perSecond ?? 0 },
});
