import { Matches, IsOptional } from 'class-validator';
import type { BundleDifference, CedarDifference, ChangeOfSight } from '#libs/assurance';
import { BUNDLE_HASH } from '../../../doors/shapes.js';

export class DifferenceQuery {
  /** Hash of the bundle to compare with; the one in force where it is left out. */
  @IsOptional()
  @Matches(BUNDLE_HASH)
  readonly from?: string;
}

/** What would change: in Cedar, and for people. */
export class BundleDifferenceDto implements BundleDifference {
  readonly before!: string;
  readonly after!: string;
  readonly cedar!: CedarDifference;
  /** Null where the two speak of requests in different words. */
  readonly sight!: ChangeOfSight[] | null;
  /** One sentence for each change, or that there is none. */
  readonly says!: string[];
}
