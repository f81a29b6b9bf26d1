import type { HistoryLine } from '../record/answers.js';
import type { Telling } from '../record/telling.js';
import { dayOf } from './read-days.js';
import { headlineOf, whyFacts } from './present-look.js';

/** Lines of one day that say the same of the same organisation and job, but for what and when. */
export type Group = readonly [HistoryLine, ...HistoryLine[]];

export type Day = ReturnType<typeof groupLooks>[number];

/** Days of London (`2026-11-30`) and, in each, groups; newest first, those of one agency side by side. */
export function groupLooks(lines: readonly HistoryLine[], telling: Telling) {
  return [...gathered(lines, dayOf)].map(([day, ofDay]) => ({
    day,
    groups: [...gathered(ofDay, agencyOf).values()].flatMap((ofAgency) => [
      ...gathered(ofAgency, (line) => sayingOf(line, telling)).values(),
    ]),
  }));
}

/** Whoever did it; of what was sent or not, who was to have it. */
const agencyOf = ({ action, requesterAgency, recipientAgency }: HistoryLine): string =>
  (action === 'offer' ? recipientAgency : requesterAgency) ?? '';

/** All that a line says but what and when: why, on which basis and why not are so of each line of a group. */
const sayingOf = (line: HistoryLine, telling: Telling): string =>
  JSON.stringify([headlineOf({ ...line, categories: [] }, telling), whyFacts(line, telling)]);

function gathered(lines: readonly HistoryLine[], by: (line: HistoryLine) => string): Map<string, Group> {
  const found = new Map<string, Group>();
  for (const line of lines) {
    const before = found.get(by(line));
    found.set(by(line), before ? [...before, line] : [line]);
  }
  return found;
}
