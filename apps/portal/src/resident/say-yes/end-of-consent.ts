import { endOfLondonDay } from '../../words/london-day.js';
import type { OwnAgreement } from '../record/answers.js';
import { typedDay } from '../record/typed-day.js';
import type { Draft } from './draft.js';

const DAY_MS = 86_400_000;
const LENGTHS = [1, 3, 6, 12] as const;
const TWO_CHOICES = 2;

export type EndProblem = 'none' | 'noDay' | 'past' | 'tooLate';

/** How long a yes may count, in whole months; the two longest that the agreement allows. */
export function lengthsOf({ longestMonths }: Pick<OwnAgreement, 'longestMonths'>): number[] {
  const allowed = LENGTHS.filter((months) => longestMonths === null || months <= longestMonths);
  const most = longestMonths === null ? allowed.filter((months) => months <= 6) : allowed;
  return most.slice(-TWO_CHOICES);
}

/** The last moment that the agreement allows; undefined without a limit. */
export function latestEnd({ longestDays }: Pick<OwnAgreement, 'longestDays'>, now: string): string | undefined {
  return longestDays === null ? undefined : new Date(Date.parse(now) + longestDays * DAY_MS).toISOString();
}

/** When a yes ends: the whole last day counts, as far as the agreement lets it. */
export function endOfConsent(
  draft: Draft,
  agreement: OwnAgreement,
  now: string,
): { end: string } | { problem: EndProblem } {
  const latest = latestEnd(agreement, now);
  if (draft.length === 'date') return endOfDay(draft.date, now, latest);
  const months = lengthsOf(agreement).find((length) => draft.length === `m${length}`);
  if (months === undefined) return { problem: 'none' };
  const end = endOfLondonDay(monthsLater(now, months))!;
  return { end: latest !== undefined && end > latest ? latest : end };
}

function endOfDay(day: string, now: string, latest: string | undefined): { end: string } | { problem: EndProblem } {
  const end = endOfLondonDay(typedDay(day) ?? '');
  if (end === undefined) return { problem: 'noDay' };
  if (end <= now) return { problem: 'past' };
  if (latest === undefined || end <= latest) return { end };
  return Date.parse(end) - DAY_MS <= Date.parse(latest) ? { end: latest } : { problem: 'tooLate' };
}

/** The same day of a later month, or that month's last. */
function monthsLater(now: string, months: number): string {
  const date = new Date(now);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), days));
  return first.toISOString().slice(0, 10);
}
