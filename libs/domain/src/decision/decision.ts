import type { LegalMode } from '../vocabulary/legal-modes.js';
import type { Epochs } from './facts.js';
import type { ReasonCode } from './reason-codes.js';

/** What the one who enforces a permit must do. All empty on a denial. */
export interface Obligations {
  /** Dotted field names that must not leave. */
  redact: string[];
  /** Dotted names of text fields of which only the last three characters may leave; none of them is in `redact`. */
  mask: string[];
  /** Tell the resident that this happened. */
  notify: boolean;
  /** Hold that telling until a person decides (domain 1.15). */
  deferNotice: boolean;
  noOnwardSharing: boolean;
  /** Tell the privacy officer of the agency that had access. */
  alert: boolean;
  /** A shield is in force, and not lifted for this requester: nothing leaves that could show where the resident is (domain 1.15). */
  hideLocation: boolean;
  /** Mark what leaves as "accuracy disputed" (UK GDPR Art 18). */
  accuracyDisputed: boolean;
}

/** Nothing to do; a fresh copy each time. */
export const noObligations = (): Obligations => ({
  redact: [],
  mask: [],
  notify: false,
  deferNotice: false,
  noOnwardSharing: false,
  alert: false,
  hideLocation: false,
  accuracyDisputed: false,
});

/** The answer of the decision point. A deny is an answer, not an error. */
export interface Decision {
  outcome: 'permit' | 'deny';
  /** `@id` of the reported rule, or one of the decision point's own (`pdp` lists them). */
  rule: string;
  reason: ReasonCode;
  /** Plain English, from the rule's `@explain`. */
  explain: string;
  /** Legal mode of the permit; null on a denial. */
  basis: LegalMode | null;
  /** Id of the agreement that permits, or that the denial is about. */
  agreement: string | null;
  obligations: Obligations;
  /** The earliest moment at which time alone could change this answer; null when none is known. Exclusive. */
  notAfter: string | null;
  bundle: string;
  epochs: Epochs;
  decidedAt: string;
}
