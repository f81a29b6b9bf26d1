import type { DecisionRequest, RequesterKind } from '#libs/domain';
import type { Facts } from '../facts/facts.js';

/** Who reads an explanation. Each is told the same decision; what else they are told differs. */
export const READERS = ['resident', 'practitioner', 'officer'] as const;
export type Reader = (typeof READERS)[number];

/** The reader that a requester of a kind is; a system reads as the practitioners whom it serves. */
export const readerOf = (kind: RequesterKind): Reader =>
  kind === 'resident' || kind === 'officer' ? kind : 'practitioner';

export interface Question {
  request: DecisionRequest;
  facts: Facts;
}

/** A decision in words. Computed from rules and facts about the asking alone: it never depends on what records there are. */
export interface Explanation {
  reader: Reader;
  /** BCP 47 tag of the words. */
  language: string;
  /** False while nobody has reviewed the language's texts; English has no such state. Such a text never carries a grant. */
  reviewed: boolean;
  outcome: 'permit' | 'deny';
  /** Id of the reported rule, or `withheld`. */
  rule: string;
  /** The rule in plain words. */
  says: string;
  /** On a denial: each thing that stands against it, in the order in which it would be met. */
  missing: string[];
  /** The smallest change that would allow it, a sentence each; null where nothing that anybody could do here would. */
  change: string[] | null;
  /** On a permit: what the resident may do about it (domain 1.4). */
  rights: string | null;
  /** For officers: which conditions held and failed, with the values seen; a line each, indented by two spaces. */
  trace: string[] | null;
}
