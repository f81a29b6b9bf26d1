import { randomBytes } from 'node:crypto';
import type { Ask, Place } from '../place/place.js';
import { SEEN_TEXT } from '../place/settle.js';
import type { Person } from '../place/people.js';

/** How one person asks one route about what belongs to Margaret and REACH. */
export interface Question {
  readonly real: Ask;
  /** The same about something that does not exist; left out where nothing is named. */
  readonly unknown?: Ask;
  /** What an answer shows that shows the object. */
  readonly mark?: string;
  /** What an answer must not show that shows nothing of it; all of `secretsOf` when left out. */
  readonly secrets?: readonly string[];
  /** Takes back what would change the answers of other routes. */
  tidy?(): Promise<unknown>;
}

export type Asking = (place: Place, as: Person) => Question | Promise<Question>;

/** Every id and word by which Margaret's things could be known again. */
export function secretsOf(place: Place): string[] {
  const {
    residentId,
    pseudonyms,
    recordId,
    seenRecordId,
    deliveryId,
    recallId,
    entryId,
    relationshipId,
    directiveId,
    staff,
  } = place;
  return [
    ...Object.values(pseudonyms),
    ...[residentId, recordId, seenRecordId, deliveryId, recallId, entryId, relationshipId, directiveId, SEEN_TEXT],
    ...['pell', 'reach', 'reach-ig'].map((person) => staff[person]!),
  ];
}

export const madeUpPseudonym = (): string =>
  [...randomBytes(26)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');

/** The name of Margaret that this person would use: their own where they have one, else the best that they could have got hold of. */
export function nameOfMargaret({ residentId, pseudonyms }: Place, as: Person): string {
  if (as === 'margaret' || as === 'yusuf') return 'me';
  return ['reach-ig', 'harbour-ig', 'marsh', 'voss'].includes(as) ? residentId : pseudonyms['REACH']!;
}
