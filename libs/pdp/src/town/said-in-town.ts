import { days, formatInstant, parseInstant, type DecisionRequest } from '#libs/domain';
import type { Read } from './reading.js';

/** Moments on a page are days from the start of the demonstration. */
export type Day = number;

const START = parseInstant('2026-11-22T10:00:00Z');

/** RFC 3339 of a moment counted in days from the start of the demonstration. */
export const day = (count: Day): string => formatInstant(START + days(count));
export const dayOrNull = (count: Day | null): string | null => (count === null ? null : day(count));

/** Readers of the names that a town has; another name is refused together with those. */
export interface TownNames {
  agency: Read<string>;
  person: Read<string>;
  agreement: Read<string>;
}

/** How a situation of a town's page (`policies/tests/town.yaml`) says a fact. */
export interface SaidInTown<out Own> {
  /** The field of a situation. */
  readonly field: string;
  /** Reads the field; what it gives must stand for "nothing" where the field is left out. */
  readonly read: (names: TownNames) => Read<unknown>;
  /** What the database would find for a request: the same selection, of what was read. */
  readonly facts: (said: unknown, request: Omit<DecisionRequest, 'category'>) => Own;
}

/** What is read and what makes facts of it are of one type; nobody else looks at it. */
export const saidInTown = <Said, Own>(
  field: string,
  read: (names: TownNames) => Read<Said>,
  facts: (said: Said, request: Omit<DecisionRequest, 'category'>) => Own,
): SaidInTown<Own> => ({ field, read, facts: (said, request) => facts(said as Said, request) });
