import { IsIn, IsString } from 'class-validator';
import { Change } from './change.dto.js';

export const PLACE_RESUMED = 'place.resumed.v1';
export const RESUMED_KINDS = ['agency', 'agreement', 'category'] as const;

/**
 * An agency or agreement that was suspended, or a category that was stopped, flows again, and does already: the fence
 * moved in the same transaction. Listeners back-fill what was refused meanwhile. It names nobody. Published by policy in
 * a stream of its own (`policy.place`); at least once, in order.
 */
export class PlaceResumed extends Change {
  @IsIn(RESUMED_KINDS)
  readonly kind!: (typeof RESUMED_KINDS)[number];

  /** Code of the agency, id of the agreement, or the category. */
  @IsString()
  readonly name!: string;
}
