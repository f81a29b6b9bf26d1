import { londonDayOf } from '#libs/calendar';
import type { audit } from '#libs/client';
import type { HistoryLine } from '../record/answers.js';

/** A page of the history: whole days, so that what is counted of a day is all of it. */
export interface DaysRead {
  readonly lines: readonly HistoryLine[];
  /** Where it goes on: before this day, or, within a day that is too long for one page, after this cursor. */
  readonly older: { readonly before: string } | { readonly after: string } | undefined;
}

/** So many lines make a page, and the rest of their last day. */
const ENOUGH = 20;
/** What a page holds at most: more of one day go on the next page, and both say so. */
const MOST = 400;

/**
 * Reads on, newest first, until enough whole days are there. The day that the last line is of may go on behind it, so it is left to
 * the next page, unless nothing follows.
 */
export async function readDays(
  readPage: (after: string | undefined) => Promise<audit.HistoryPage>,
  from: string | undefined,
): Promise<DaysRead> {
  const lines: HistoryLine[] = [];
  let next: string | null = from ?? null;
  do {
    const page = await readPage(next ?? undefined);
    lines.push(...page.items);
    next = page.next;
    const whole = wholeDaysOf(lines);
    if (next !== null && whole.length >= ENOUGH) return { lines: whole, older: { before: dayOf(whole.at(-1)!) } };
  } while (next !== null && lines.length < MOST);
  if (next === null) return { lines, older: undefined };
  const whole = wholeDaysOf(lines);
  if (whole.length > 0) return { lines: whole, older: { before: dayOf(whole.at(-1)!) } };
  return { lines, older: { after: next } };
}

export const dayOf = ({ time }: Pick<HistoryLine, 'time'>): string => londonDayOf(time);

/** Without those of the last day. */
function wholeDaysOf(lines: readonly HistoryLine[]): readonly HistoryLine[] {
  const last = lines.at(-1);
  let end = lines.length;
  while (end > 0 && dayOf(lines[end - 1]!) === dayOf(last!)) end -= 1;
  return lines.slice(0, end);
}
