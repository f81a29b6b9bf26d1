import { endOfLondonDay, londonDayOf, monthsAfter, wholeDaysWithin } from '#libs/calendar';
import type { OwnAgreement } from '../record/answers.js';
import { typedDay } from '../../shell/typed-day.js';
import type { Draft } from './draft.js';
import type { Offer } from './read-offer.js';

const LENGTHS = [1, 3, 6, 12] as const;
const TWO_CHOICES = 2;

export type EndProblem = 'none' | 'noDay' | 'past' | 'tooLate';

/** How long a yes may count, in whole months; the two longest that the agreement allows. */
export function lengthsOf({ longestMonths }: Pick<OwnAgreement, 'longestMonths'>): number[] {
  const allowed = LENGTHS.filter((months) => longestMonths === null || months <= longestMonths);
  const most = longestMonths === null ? allowed.filter((months) => months <= 6) : allowed;
  return most.slice(-TWO_CHOICES);
}

/** The last end that the agreement allows, with its last day whole; undefined without a limit. */
export function latestEnd({ longestDays }: Pick<OwnAgreement, 'longestDays'>, now: string): string | undefined {
  return longestDays === null ? undefined : wholeDaysWithin(new Date(now), longestDays).toISOString();
}

/** When a yes ends: the whole last day counts, and the agreement's last where that comes first. */
export function endOfConsent(
  draft: Draft,
  agreement: OwnAgreement,
  now: string,
): { end: string } | { problem: EndProblem } {
  const latest = latestEnd(agreement, now);
  const isLate = (end: string): boolean => latest !== undefined && Date.parse(end) > Date.parse(latest);
  if (draft.length === 'date') {
    const end = endOfLondonDay(typedDay(draft.date) ?? '');
    if (end === undefined) return { problem: 'noDay' };
    if (Date.parse(end) <= Date.parse(now)) return { problem: 'past' };
    return isLate(end) ? { problem: 'tooLate' } : { end };
  }
  const months = lengthsOf(agreement).find((length) => draft.length === `m${length}`);
  if (months === undefined) return { problem: 'none' };
  const end = endOfLondonDay(monthsAfter(londonDayOf(now), months))!;
  return { end: isLate(end) ? latest! : end };
}

/** Of a draft whose questions are all answered. */
export const endOfAnswered = (draft: Draft, { agreement, now }: Offer): string =>
  (endOfConsent(draft, agreement, now) as { end: string }).end;
