import type { Category } from '../vocabulary/categories.js';
import type { LegalMode, OverrideMode } from '../vocabulary/legal-modes.js';
import type { Purpose } from '../vocabulary/purposes.js';
import type { RequesterKind } from '../vocabulary/requesters.js';
import type { Sector } from '../vocabulary/sectors.js';

/** Fence epochs at the three levels, in lock order; bigint as decimal strings. */
export interface Epochs {
  place: string;
  practitioner: string;
  resident: string;
}

export interface RequesterFact {
  id: string;
  kind: RequesterKind;
  agency: string | null;
  agencySector: Sector | null;
  agencyStatus: 'active' | 'suspended' | null;
  roles: string[];
  status: 'active' | 'suspended';
  trainingExpiresAt: string | null;
}

export interface ResidentFact {
  id: string;
  deceasedAt: string | null;
}

/** The statuses that a directive may have when it reaches a decision. */
export const DIRECTIVE_FACT_STATUSES = ['ConsentGiven', 'ConsentRefused', 'ConsentWithdrawn', 'Objected'] as const;
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

export interface RestrictionFact {
  id: string;
  startsAt: string;
  endsAt: string | null;
}

export const AGREEMENT_STATES = ['draft', 'live', 'suspended', 'expired'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** An agreement in which source and recipient are parties in the direction asked. What it does not name is denied. */
export interface AgreementFact {
  id: string;
  version: number;
  purpose: Purpose;
  mode: LegalMode;
  state: AgreementState;
  categories: Category[];
  recipientRoles: string[];
  /** Whether the recipient's system passes the role check (domain 1.5: its roles are those of the agreement). */
  systemRoles: boolean;
  /** Dotted field names to leave out, by category. */
  redactions: { [category: string]: string[] };
  /** The longest that a consent counts under this agreement, in days from its start. */
  maxConsentDays: number | null;
  startsAt: string;
  expiresAt: string | null;
}

export const RELATIONSHIP_KINDS = ['caseload', 'referral', 'assigned'] as const;
export type RelationshipKind = (typeof RELATIONSHIP_KINDS)[number];

/** A relationship of the recipient agency, or of one of its practitioners, with the resident for the purpose asked. */
export interface RelationshipFact {
  id: string;
  kind: RelationshipKind;
  agency: string;
  practitionerId: string | null;
  purpose: Purpose;
  startsAt: string;
  endsAt: string | null;
}

/** A reasoned, bounded exception for this resident. Granting one presumes that its agency has joined the protocol for it. */
export interface OverrideFact {
  id: string;
  mode: OverrideMode;
  agency: string;
  practitionerId: string | null;
  categories: Category[];
  purpose: Purpose;
  instrument: string | null;
  startsAt: string;
  endsAt: string;
}

/**
 * Everything that a decision may depend on, read in one statement of one snapshot on the primary (design 4).
 * Times are RFC 3339 with at most six fractional digits; every interval includes its start and excludes its end.
 */
export interface Facts {
  /** The clock of the statement (`fence.domain_now()`); the only clock that a decision may use. */
  now: string;
  epochs: Epochs;
  /** Hash of the bundle in force; null when none is. */
  bundle: string | null;
  requester: RequesterFact | null;
  /** Of the agency that the data comes from; null when there is no such agency. */
  sourceAgencyStatus: 'active' | 'suspended' | null;
  resident: ResidentFact | null;
  directives: DirectiveFact[];
  restrictions: RestrictionFact[];
  agreements: AgreementFact[];
  relationships: RelationshipFact[];
  /** Emergency stops in force. */
  categoryStops: Category[];
  overrides: OverrideFact[];
}
