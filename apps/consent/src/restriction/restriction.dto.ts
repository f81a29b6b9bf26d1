import { IsIn } from 'class-validator';
import { type Restriction, RESTRICTION_GROUNDS, type RestrictionGround } from './restriction.js';

export class RestrictionBody {
  /** The ground of UK GDPR Art 18(1). */
  @IsIn(RESTRICTION_GROUNDS)
  readonly reason!: RestrictionGround;
}

/** Processing of a resident's data is restricted: all sharing stops but that on the grounds mapped for the place. */
export class RestrictionView {
  readonly id!: string;
  readonly reason!: RestrictionGround;
  readonly startsAt!: string;
  readonly endsAt!: string | null;
}

export class ChangedRestriction {
  readonly id!: string;
  /** From this moment the change certainly holds (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class RestrictionList {
  readonly items!: RestrictionView[];
  readonly next!: string | null;
}

export function restrictionView({ id, reason, startsAt, endsAt }: Restriction): RestrictionView {
  return { id, reason, startsAt, endsAt };
}
