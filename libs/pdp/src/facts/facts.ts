import type { Epochs } from '#libs/domain';
import { AGREEMENTS, type AgreementFacts } from './agreements.js';
import type { RequesterFact } from './asked.js';
import { BEST_INTERESTS, type BestInterestsFacts } from './best-interests.js';
import { BUNDLE_IN_FORCE, type BundleInForceFacts } from './bundle-in-force.js';
import { CAPACITY, type CapacityFacts } from './capacity.js';
import { CATEGORY_STOPS, type CategoryStopFacts } from './category-stops.js';
import { DIRECTIVES, type DirectiveFacts } from './directives.js';
import { FactList } from './fact-list.js';
import { OPT_OUTS, type OptOutFacts } from './opt-outs.js';
import { OVERRIDES, type OverrideFacts } from './overrides.js';
import { RECIPIENT_PROTOCOLS, type RecipientProtocolFacts } from './recipient-protocols.js';
import { RELATIONSHIPS, type RelationshipFacts } from './relationships.js';
import { REQUESTER, type RequesterFacts } from './requester.js';
import { RESIDENT, type ResidentFact, type ResidentFacts } from './resident.js';
import { RESTRICTIONS, type RestrictionFacts } from './restrictions.js';
import { SHIELDS, type ShieldFacts } from './shields.js';
import { SOURCE_AGENCY, type SourceAgencyFacts } from './source-agency.js';

/** When facts were read, and what of them may move. */
interface Snapshot {
  /** The clock of the statement (`fence.domain_now()`); the only clock that a decision may use. */
  now: string;
  epochs: Epochs;
  /** Changes of somebody or something that this is about were lost by a restore, and no officer has reconciled them: denies. */
  unreconciled?: true;
}

/** What is about the resident, and about those who ask and share; a later fact is optional, as entries from before have none. */
type ByFact = BundleInForceFacts &
  RequesterFacts &
  SourceAgencyFacts &
  RecipientProtocolFacts &
  ResidentFacts &
  DirectiveFacts &
  RestrictionFacts &
  ShieldFacts &
  OptOutFacts &
  CapacityFacts &
  BestInterestsFacts &
  AgreementFacts &
  RelationshipFacts &
  CategoryStopFacts &
  OverrideFacts;

/**
 * Everything that a decision may depend on, read in one statement of one snapshot on the primary (design 4).
 * Times are RFC 3339 with at most six fractional digits; every interval includes its start and excludes its end.
 */
export interface Facts extends Snapshot, ByFact {}

/** Facts in which those who ask and are asked about were found. */
export type KnownFacts = Facts & { requester: RequesterFact; resident: ResidentFact };

/**
 * Every fact, once: whoever gathers, decides, bounds in time or explains goes through this list. Where two facts' changes
 * answer one denial, the earlier is offered first.
 */
export const FACTS = new FactList<ByFact, Facts>([
  BUNDLE_IN_FORCE,
  REQUESTER,
  SOURCE_AGENCY,
  RECIPIENT_PROTOCOLS,
  RESIDENT,
  DIRECTIVES,
  RESTRICTIONS,
  SHIELDS,
  OPT_OUTS,
  CAPACITY,
  BEST_INTERESTS,
  AGREEMENTS,
  RELATIONSHIPS,
  CATEGORY_STOPS,
  OVERRIDES,
]);
