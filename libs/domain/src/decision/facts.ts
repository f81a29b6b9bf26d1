import type { Category } from '../vocabulary/categories.js';
import type { Purpose } from '../vocabulary/purposes.js';

/**
 * Fence epochs at the three levels, in lock order; bigint as decimal strings. They count within one incarnation of the
 * database, which is another after each restore; entries of before release 0.5 name none.
 */
export interface Epochs {
  incarnation: string;
  place: string;
  practitioner: string;
  resident: string;
}

/**
 * The statuses that a directive may have when it reaches a decision. `Objected` is an objection upheld; a pending one
 * bars only where high harm is claimed (domain 1.5).
 */
export const DIRECTIVE_FACT_STATUSES = [
  'ConsentGiven',
  'ConsentRefused',
  'ConsentWithdrawn',
  'Objected',
  'ObjectionPending',
  'ObjectionPendingHighHarm',
] as const;
export type DirectiveFactStatus = (typeof DIRECTIVE_FACT_STATUSES)[number];

/** A resident's recorded instruction, not superseded. In its scope, null means all. */
export interface DirectiveFact {
  id: string;
  status: DirectiveFactStatus;
  sources: string[] | null;
  recipients: string[] | null;
  categories: Category[] | null;
  purposes: Purpose[] | null;
  agreement: string | null;
  startsAt: string;
  expiresAt: string | null;
  recordedAt: string;
}

export const BEST_INTERESTS_AUTHORITIES = ['attorney', 'deputy', 'professional'] as const;
export type BestInterestsAuthority = (typeof BEST_INTERESTS_AUTHORITIES)[number];

/** `under-review` counts as live: a review does not stop care. */
export const AGREEMENT_STATES = ['draft', 'live', 'under-review', 'suspended', 'expired'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** A `self-claimed` one always names its practitioner, who said so alone; using it raises an alert. */
export const RELATIONSHIP_KINDS = ['caseload', 'referral', 'assigned', 'self-claimed'] as const;
export type RelationshipKind = (typeof RELATIONSHIP_KINDS)[number];
