import type { ReasonCode } from '#libs/domain';
import type { Change } from '../facts/fact.js';
import { FACTS, type Facts } from '../facts/facts.js';

/** Every change that any fact offers, by its name; in the order of the facts. */
export const CHANGES: ReadonlyMap<string, Change<Facts>> = new Map(
  FACTS.all.flatMap(({ changes = {} }) => Object.entries(changes)),
);

/** The names of the changes that may answer a denial, the first to be offered first. */
export const remediesOf = (reason: ReasonCode): string[] =>
  [...CHANGES].filter(([, { answers }]) => answers.includes(reason)).map(([name]) => name);
