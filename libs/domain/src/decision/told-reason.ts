import { CATEGORY_TERMS, isCategory } from '../vocabulary/categories.js';
import type { ReasonCode } from './reason-codes.js';

const OF_THE_RESIDENT: readonly string[] = [
  'location-shielded',
  'refused',
  'objected',
  'withdrawn',
  'restricted',
] satisfies ReasonCode[];

/**
 * The reason as whoever asked may read it; officers read the true one. A shield says that someone hides (domain 1.15),
 * so where information could tell where someone lives, a denial by shield and one by the resident's own word read alike.
 */
export const toldReason = <Reason extends string>(reason: Reason, category: string): Reason | 'withheld' =>
  (!isCategory(category) || CATEGORY_TERMS[category].locating) && OF_THE_RESIDENT.includes(reason)
    ? 'withheld'
    : reason;
