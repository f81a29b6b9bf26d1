import { longDay, second } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { HistoryLine } from '../record/answers.js';
import { listed, type Telling } from '../record/telling.js';
import { groupLooks, type Group } from './group-looks.js';
import { headlineOf, whyFacts } from './present-look.js';

export type ShownDay = ReturnType<typeof presentLooks>[number];

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

/** What somebody did on one day, with each time of it. */
function presentGroup(group: Group, telling: Telling) {
  const { t, language } = telling;
  const [newest] = group;
  const categories = [...new Set(group.flatMap((line) => line.categories))];
  return {
    headline: headlineOf({ ...newest, categories }, telling),
    times: t('resident.looks.times', { count: group.length }),
    looks: group.map((line) => ({
      href: `/resident/looks/${line.id}`,
      time: second(line.time, language),
      // For those who hear the page.
      what: whatOf(line, telling),
    })),
    facts: whyFacts(newest, telling),
  };
}

const whatOf = ({ categories }: HistoryLine, telling: Telling): string =>
  categories.length === 0
    ? ''
    : telling.t('resident.looks.about', { what: listed(telling, words(telling.t, 'category', categories)) });
