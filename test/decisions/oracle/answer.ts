import type { DecisionRequest, Instant, LegalMode, ReasonCode } from '#libs/domain';
import type { AgreementFact, Facts, OverrideFact } from '#libs/pdp';

/** One ground on which a request could stand: an agreement, an override, or an override under an agreement of its mode. */
export interface Ground {
  agreement: AgreementFact | null;
  override: OverrideFact | null;
}

/** A request, weighed on one ground. */
export interface Considered extends Ground {
  request: DecisionRequest;
  facts: Facts;
  requester: NonNullable<Facts['requester']>;
  resident: NonNullable<Facts['resident']>;
  now: Instant;
}

/**
 * What one step of domain 1.5 says: nothing (it passes); a denial, with the reasons that the page allows to be told
 * (it gives the order of steps, and none within a step); or that the page leaves the cell open, and why.
 */
export type Said = null | { deny: ReasonCode[] } | { open: string };
export type Step = (considered: Considered) => Said;

export interface ExpectedDuties {
  redact: string[];
  notify: boolean;
  deferNotice: boolean;
  noOnwardSharing: boolean;
  /** null: the page does not say. */
  alert: boolean | null;
  /** null: the page does not say. */
  hideLocation: boolean | null;
  accuracyDisputed: boolean;
}

export type OracleAnswer =
  | { outcome: 'open'; why: string }
  /** `reasons` null: denied for certain, but which reason is told hangs on an open point. */
  | { outcome: 'deny'; reasons: ReasonCode[] | null }
  /** null: permitted for certain, but on which ground hangs on an open point. */
  | { outcome: 'permit'; bases: LegalMode[] | null; agreement: string | null; duties: ExpectedDuties | null };

export const deny = (...reasons: ReasonCode[]): Said => ({ deny: reasons });
export const open = (why: string): Said => ({ open: why });
