import type {
  AgreementState,
  Category,
  DecisionRequest,
  Instant,
  LegalMode,
  OverrideMode,
  Purpose,
  RequesterKind,
  Sector,
} from '#libs/domain';

/** Who asks, as the place knows them. */
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
 * What a release might rest on. Cedar cannot look through a list, so each ground is evaluated by itself: every
 * agreement, every override, every agreement with an override of its own mode; or nothing at all, where there is none.
 */
export interface Ground {
  agreement: AgreementFact | null;
  override: OverrideFact | null;
}

/** What any fact may look at when it is put to the policies: who asks, for what, and the facts' own clock. */
export interface Asked {
  request: DecisionRequest;
  requester: RequesterFact;
  now: Instant;
}
