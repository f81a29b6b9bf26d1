import { CATEGORIES, isCategory } from '#libs/domain';
import { longDay, second, type ShownTime } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { HistoryLine } from '../record/answers.js';
import { listed, type Telling } from '../record/telling.js';
import { groupLooks, type Group } from './group-looks.js';
import { kindsOf, occasionsOf, type Occasion } from './occasions.js';
import { headlineOf, whyFacts } from './present-look.js';

export type ShownDay = ReturnType<typeof presentLooks>[number];

/** One occasion. Where it is one line, its time leads to that. */
interface ShownLook {
  readonly time: ShownTime;
  readonly href?: string;
  /** What that one was about, for those who hear the page. */
  readonly what: string;
  /** Where it is several: each, with what it was about. */
  readonly lines?: readonly { readonly href: string; readonly text: string }[];
}

/** Whether the first and the last day of what was read go on where it does not reach. */
export interface Cut {
  readonly first: boolean;
  readonly last: boolean;
}

/** Lines, newest first, by day and by whoever did it. */
export function presentLooks(lines: readonly HistoryLine[], cut: Cut, telling: Telling) {
  const days = groupLooks(lines, telling);
  const isPart = (at: number): boolean => (cut.first && at === 0) || (cut.last && at === days.length - 1);
  return days.map(({ day, groups }, at) => ({
    title: longDay(day, telling.language),
    // A day that is too long for a page, and this is not all of it.
    ...(isPart(at) ? { part: telling.t('resident.looks.part') } : {}),
    groups: groups.map((group) => presentGroup(group, telling)),
  }));
}

/** What somebody did on one day, with each time that they did it; `fold` unfolds the lines of those that have several. */
function presentGroup(group: Group, telling: Telling) {
  const { t } = telling;
  const occasions = occasionsOf(group);
  return {
    headline: headlineOf({ ...group[0], categories: kindsOf(group) }, telling),
    times: t('resident.looks.times', { count: occasions.length }),
    looks: occasions.map((occasion) => presentOccasion(occasion, telling)),
    facts: whyFacts(group[0], telling),
    ...(occasions.length < group.length ? { fold: t('resident.looks.which') } : {}),
  };
}

function presentOccasion(occasion: Occasion, telling: Telling): ShownLook {
  const [newest, ...others] = occasion;
  const shown = { time: second(newest.time, telling.language), what: whatOf(kindsOf(occasion), telling) };
  if (others.length === 0) return { ...shown, href: pathOf(newest) };
  return { ...shown, lines: byKind(occasion).map((line) => ({ href: pathOf(line), text: textOf(line, telling) })) };
}

const pathOf = ({ id }: HistoryLine): string => `/resident/looks/${id}`;

/** In the order in which kinds stand everywhere. */
const byKind = (lines: readonly HistoryLine[]): HistoryLine[] =>
  CATEGORIES.flatMap((category) => lines.filter(({ categories: [first] }) => first === category)).concat(
    lines.filter(({ categories: [first] }) => first === undefined || !isCategory(first)),
  );

/** Medicines, from Northmere General. */
function textOf({ categories, sourceAgency }: HistoryLine, telling: Telling): string {
  const { t, agency } = telling;
  const what =
    categories.length === 0 ? t('resident.look.something') : listed(telling, words(t, 'category', categories));
  return sourceAgency === null ? what : t('resident.looks.lineFrom', { what, agency: agency(sourceAgency) });
}

const whatOf = (kinds: readonly string[], telling: Telling): string =>
  kinds.length === 0
    ? ''
    : telling.t('resident.looks.about', { what: listed(telling, words(telling.t, 'category', kinds)) });
