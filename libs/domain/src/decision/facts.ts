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

/** The two birthdays are null for adults: no date of birth is among the facts. */
export interface ResidentFact {
  id: string;
  deceasedAt: string | null;
  sixteenAt: string | null;
  eighteenAt: string | null;
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

/** Something that holds for a time: a restriction (UK GDPR Art 18), a national data opt-out. */
export interface PeriodFact {
  id: string;
  startsAt: string;
  endsAt: string | null;
}

export type RestrictionFact = PeriodFact;

/** Who may see through a shield, for a reason that was recorded: one practitioner, or where it names none, a team. */
export interface ShieldAllowanceFact {
  agency: string;
  practitionerId: string | null;
  until: string;
}

/** A location shield (domain 1.15). */
export interface ShieldFact extends PeriodFact {
  allowed: ShieldAllowanceFact[];
}

/** An assessment of capacity for one decision (Mental Capacity Act 2005 s.2 and 3); it lapses, after 28 days by default. */
export interface CapacityFact {
  id: string;
  /** The agreement under which sharing was to be decided; null: any sharing. */
  agreement: string | null;
  lacks: boolean;
  assessedAt: string;
  lapsesAt: string;
}

export const BEST_INTERESTS_AUTHORITIES = ['attorney', 'deputy', 'professional'] as const;
export type BestInterestsAuthority = (typeof BEST_INTERESTS_AUTHORITIES)[number];

/** A decision that sharing under an agreement is in the resident's best interests (Mental Capacity Act 2005 s.4). */
export interface BestInterestsFact {
  id: string;
  agreement: string;
  /** null: every category of the agreement. */
  categories: Category[] | null;
  authority: BestInterestsAuthority;
  startsAt: string;
  endsAt: string | null;
}

/** `under-review` counts as live: a review does not stop care. */
export const AGREEMENT_STATES = ['draft', 'live', 'under-review', 'suspended', 'expired'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** What one party relies on in one direction (domain 1.1): its Art 6 point, Art 9 point with Sch 1 paragraph, and confidentiality. */
export interface BasesFact {
  article6: string;
  article9: string | null;
  schedule1: string | null;
  confidentiality: string;
}

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
  /** Whether the recipient may pass on what it receives. */
  onwardSharing: boolean;
  /** The recipient's, in this direction; null where none is recorded. */
  bases: BasesFact | null;
  startsAt: string;
  expiresAt: string | null;
}

/** A `self-claimed` one always names its practitioner, who said so alone; using it raises an alert. */
export const RELATIONSHIP_KINDS = ['caseload', 'referral', 'assigned', 'self-claimed'] as const;
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

/** A reasoned, bounded exception for this resident. */
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
  /** When the next scheduled bundle takes over. */
  bundleUntil: string | null;
  /** The bundle in force was stopped, by the breaker or by an officer: everything denies. */
  bundleSuspended: boolean;
  requester: RequesterFact | null;
  /** Of the agency that the data comes from; null when there is no such agency. */
  sourceAgencyStatus: 'active' | 'suspended' | null;
  resident: ResidentFact | null;
  directives: DirectiveFact[];
  restrictions: RestrictionFact[];
  shields: ShieldFact[];
  /** National data opt-outs. */
  optOuts: PeriodFact[];
  capacity: CapacityFact[];
  bestInterests: BestInterestsFact[];
  /** Every agreement between source and recipient in that direction, whatever its purpose. */
  agreements: AgreementFact[];
  relationships: RelationshipFact[];
  /** Emergency stops in force. */
  categoryStops: Category[];
  overrides: OverrideFact[];
  /** Overrides for which the recipient agency has joined a protocol (domain 1.5). */
  recipientProtocols: OverrideMode[];
  /** Changes of somebody or something that this is about were lost by a restore, and no officer has reconciled them: denies. */
  unreconciled?: true;
}
