import { warn } from '../local/say.js';
import { medianOf, type Result, type Round } from './round.js';

export type Measure = () => Promise<Round>;

/** Every measure once a round, so that a slow minute of the machine is in all of them. */
export async function interleaved(
  measures: Readonly<Record<string, Measure>>,
  rounds: number,
): Promise<Readonly<Record<string, readonly Round[]>>> {
  const seen: Record<string, Round[]> = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, measure] of Object.entries(measures)) {
      warn(`round ${round} of ${rounds}: ${name}`);
      (seen[name] ??= []).push(await measure());
    }
  }
  return seen;
}

export const mediansOf = (seen: Readonly<Record<string, readonly Round[]>>): Record<string, Result> =>
  Object.fromEntries(Object.entries(seen).map(([name, own]) => [name, medianOf(own)]));
