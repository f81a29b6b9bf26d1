import { longDay, second, type ShownTime } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { HistoryLine } from '../record/answers.js';
import type { Fact } from '../record/fact.js';
import { listed, type Telling } from '../record/telling.js';
import { groupLooks, type Group } from './group-looks.js';
import { headlineOf, whyFacts } from './present-look.js';
import type { DaysRead } from './read-days.js';

/** What somebody did on one day, with each time of it. */
export interface ShownGroup {
  readonly headline: string;
  readonly times: string;
  readonly looks: readonly ShownTimeOfLook[];
  readonly facts: readonly Fact[];
}

interface ShownTimeOfLook {
  readonly href: string;
  readonly time: ShownTime;
  /** What that one was about, for those who hear the page. */
  readonly what: string;
}

export interface ShownDay {
  readonly title: ShownTime;
  /** Set where a day is too long for a page, and this is not all of it. */
  readonly part?: string;
  readonly groups: readonly ShownGroup[];
}

/** The lines of a page by day and by whoever did it. `begins` within a day: the first one is not whole. */
export function presentLooks({ lines, older }: DaysRead, begins: 'day' | 'within', telling: Telling): ShownDay[] {
  const days = groupLooks(lines, telling);
  const isWhole = (at: number): boolean =>
    (at > 0 || begins === 'day') && (at < days.length - 1 || !older || 'before' in older);
  return days.map(({ day, groups }, at) => ({
    title: longDay(day, telling.language),
    ...(isWhole(at) ? {} : { part: telling.t('resident.looks.part') }),
    groups: groups.map((group) => presentGroup(group, telling)),
  }));
}

function presentGroup(group: Group, telling: Telling): ShownGroup {
  const { t, language } = telling;
  const [newest] = group;
  const categories = [...new Set(group.flatMap((line) => line.categories))];
  return {
    headline: headlineOf({ ...newest, categories }, telling),
    times: t('resident.looks.times', { count: group.length }),
    looks: group.map((line) => ({
      href: `/resident/looks/${line.id}`,
      time: second(line.time, language),
      what: whatOf(line, telling),
    })),
    facts: whyFacts(newest, telling),
  };
}

const whatOf = ({ categories }: HistoryLine, telling: Telling): string =>
  listed(telling, words(telling.t, 'category', categories));
