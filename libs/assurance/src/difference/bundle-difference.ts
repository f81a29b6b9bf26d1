/** A rule of both bundles whose text is another. */
export interface ChangedRule {
  id: string;
  before: string;
  after: string;
}

export interface ChangedNames {
  added: string[];
  removed: string[];
  changed: string[];
}

/** What the files say differently. */
export interface CedarDifference {
  added: { id: string; text: string }[];
  removed: { id: string; text: string }[];
  changed: ChangedRule[];
  schemaChanged: boolean;
  /** The order in which denials are told. */
  precedenceChanged: boolean;
  /** Tests, invariants and language packs, by file. */
  attachments: ChangedNames;
  /** Invariants by id; what is removed is promised no longer, what is changed is promised in other words. */
  invariants: ChangedNames;
  /** Tests of the first that the second states no longer, in their own words, with file and line. */
  testsDropped: string[];
}

/** Those who would see more, or less, and what. Follows from the rules alone, whatever the place's data. */
export interface ChangeOfSight {
  change: 'newly' | 'no longer';
  /** Roles of practitioners, or `practitioner`, `system`, `officer`, `resident`. */
  who: string[];
  categories: string[];
  purposes: string[];
  /** Legal modes of the ground: of its agreement, or of its override. */
  modes: string[];
  /** Agreements that the rules name; empty where it does not depend on one. */
  agreements: string[];
  says: string;
  /** The least unusual case, in words. */
  example: string;
}

export interface BundleDifference {
  before: string;
  after: string;
  cedar: CedarDifference;
  /** Null where the two cannot be compared, because neither schema holds the words of both; `says` then tells so. */
  sight: ChangeOfSight[] | null;
  /** All of it for a person: one sentence for each change of sight, or that there is none. */
  says: string[];
}
