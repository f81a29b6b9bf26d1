import type {
  Category,
  DirectiveFactStatus,
  OverrideMode,
  Purpose,
  RelationshipKind,
  RequesterKind,
  Role,
  Sector,
} from '#libs/domain';
import type { AgreementFact, BasesFact, Day } from '#libs/pdp';

export interface TownAgency {
  sector: Sector;
  /** Overrides for which it has joined a protocol. */
  protocols: OverrideMode[];
}

export interface TownPerson {
  name: string;
  kind: RequesterKind;
  agency: string;
  role: Role | null;
}

export interface TownAgreement {
  purpose: Purpose;
  mode: AgreementFact['mode'];
  state: AgreementFact['state'];
  categories: Category[];
  roles: Role[];
  systems: boolean;
  maxConsentDays: number | null;
  redactions: { [category: string]: string[] };
  onwardSharing: boolean;
  bases: BasesFact | null;
  expires: Day | null;
  /** Agencies that share among themselves. */
  among: string[];
  /** `FROM TO`, for those that do not. */
  pairs: string[];
}

export interface TownEntry {
  agency: string;
  kind: RelationshipKind;
  purpose: Purpose;
  person: string | null;
}

export interface TownDirective {
  status: DirectiveFactStatus;
  sources: string[] | null;
  recipients: string[] | null;
  categories: Category[] | null;
  purposes: Purpose[] | null;
  agreement: string | null;
  starts: Day;
  expires: Day | null;
}

export interface TownOverride {
  mode: OverrideMode;
  agency: string;
  person: string | null;
  purpose: Purpose;
  categories: Category[];
  instrument: string | null;
  hours: number;
}

/** What holds of a resident, and what is out of the ordinary in the place, while something is asked. */
export interface TownSituation {
  of: string;
  entries: TownEntry[];
  directives: TownDirective[];
  overrides: TownOverride[];
  died: Day | null;
  /** Days on which someone young turns 16 and 18; null for adults. */
  sixteen: Day | null;
  eighteen: Day | null;
  /** States of agreements that differ from their own pages'. */
  agreements: { [id: string]: AgreementFact['state'] };
  /** Agencies and people that are suspended. */
  suspended: string[];
  /** People whose training has lapsed. */
  untrained: string[];
  /** Categories under an emergency stop. */
  stopped: Category[];
  /** Circumstances, each as its fact reads it (`said`). */
  [circumstance: string]: unknown;
}

/** A synthetic place: who there is, what agencies have agreed, and residents' situations (`tests/town.yaml`). */
export interface Town {
  agencies: { [code: string]: TownAgency };
  people: { [key: string]: TownPerson };
  residents: { [key: string]: string };
  agreements: { [id: string]: TownAgreement };
  situations: { [name: string]: TownSituation };
}

export const agencyOf = (town: Town, person: string): string => town.people[person]?.agency ?? 'nowhere';

/** Whether data may flow from one agency to the other under an agreement. */
export const isParty = ({ among, pairs }: TownAgreement, source: string, recipient: string): boolean =>
  pairs.includes(`${source} ${recipient}`) ||
  (source !== recipient && [source, recipient].every((one) => among.includes(one)));
