import { CATEGORIES, CATEGORY_TERMS, REASON_CODES, toldReason } from '#libs/domain';

const LOCATING = CATEGORIES.filter((category) => CATEGORY_TERMS[category].locating);
const WITHHELD = REASON_CODES.filter((reason) => toldReason(reason, LOCATING[0]!) === 'withheld');

const list = (words: readonly string[]): string => `ARRAY[${words.map((word) => `'${word}'`).join(', ')}]`;

/**
 * The reason of line `l` as whoever is no officer reads it (`toldReason`), in SQL so that a filter sees what the reader
 * sees: a filter over the true reason would answer what the line keeps back. Lines without a reason, from before there
 * were any, are told as the worst that they could be.
 */
export const TOLD_REASON = `CASE WHEN l.outcome = 'deny' AND l.categories && ${list(LOCATING)}
  AND coalesce(l.reason = ANY (${list(WITHHELD)}), true) THEN 'withheld' ELSE l.reason END`;
