import { Matches, IsOptional } from 'class-validator';
import type { BundleDifference, CedarDifference, ChangeOfSight } from '#libs/assurance';
import { BUNDLE_HASH } from '../../../doors/shapes.js';

export class DifferenceQuery {
  /** Hash of the bundle to compare with; the one in force where it is left out. */
  @IsOptional()
  @Matches(BUNDLE_HASH)
  readonly from?: string;
}

export class RuleTextDto {
  readonly id!: string;
  readonly text!: string;
}

export class ChangedRuleDto {
  readonly id!: string;
  readonly before!: string;
  readonly after!: string;
}

export class ChangedNamesDto {
  readonly added!: string[];
  readonly removed!: string[];
  readonly changed!: string[];
}

export class CedarDifferenceDto implements CedarDifference {
  readonly added!: RuleTextDto[];
  readonly removed!: RuleTextDto[];
  readonly changed!: ChangedRuleDto[];
  readonly schemaChanged!: boolean;
  /** The order in which denials are told. */
  readonly precedenceChanged!: boolean;
  /** Tests, invariants and language packs, by file. */
  readonly attachments!: ChangedNamesDto;
  /** Invariants by id; what is removed is promised no longer, what is changed is promised in other words. */
  readonly invariants!: ChangedNamesDto;
  /** Tests of the first that the second states no longer, in their own words, with file and line. */
  readonly testsDropped!: string[];
}

/** Those who would see more, or less, and what, in the words of the rules that are compared: no list is closed. Follows from the rules alone, whatever the place's data. */
export class ChangeOfSightDto implements ChangeOfSight {
  readonly change!: 'newly' | 'no longer';
  /** Roles of practitioners, or `practitioner`, `system`, `officer`, `resident`. */
  readonly who!: string[];
  readonly categories!: string[];
  readonly purposes!: string[];
  /** Legal modes of the ground: of its agreement, or of its override. */
  readonly modes!: string[];
  /** Agreements that the rules name; empty where it does not depend on one. */
  readonly agreements!: string[];
  readonly says!: string;
  /** The least unusual case, in words. */
  readonly example!: string;
}

/** What would change: in Cedar, and for people. */
export class BundleDifferenceDto implements BundleDifference {
  readonly before!: string;
  readonly after!: string;
  readonly cedar!: CedarDifferenceDto;
  /** Null where the two speak of requests in different words. */
  readonly sight!: ChangeOfSightDto[] | null;
  /** One sentence for each change, or that there is none. */
  readonly says!: string[];
}
