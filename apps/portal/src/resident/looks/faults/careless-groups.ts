import type { HistoryLine } from '../../record/answers.js';
import type { Telling } from '../../record/telling.js';
import { presentLooks, type ShownDay } from '../present-looks.js';
import type { DaysRead } from '../read-days.js';

/** Seeded: what is kept back is left out of the lists, and was counted before. */
export function leavingOutLate(
  lines: readonly HistoryLine[],
  hidden: ReadonlySet<string>,
  telling: Telling,
): ShownDay[] {
  const days = presentLooks(lines, { first: false, last: false }, telling);
  const isShown = ({ href }: { readonly href?: string }): boolean => !hidden.has(href?.split('/').at(-1) ?? '');
  return days.map((day) => ({
    ...day,
    groups: day.groups.map((group) => ({ ...group, looks: group.looks.filter(isShown) })),
  }));
}

/** Seeded: a page ends where the API's does, within a day. */
export async function readOnePage(
  readPage: (after: string | undefined) => Promise<{ items: readonly HistoryLine[]; next: string | null }>,
  from: string | undefined,
): Promise<DaysRead> {
  const { items, next } = await readPage(from);
  return { lines: items, older: next === null ? undefined : { after: next } };
}

/** Seeded: a line is taken for a time that somebody looked. */
export const everyLineATime = ({ length }: readonly HistoryLine[], { t }: Telling): string =>
  t('resident.looks.times', { count: length });
