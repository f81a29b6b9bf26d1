import type { Translate } from '../../words/texts.js';
import { dayOfWeek } from '../../words/times.js';
import { word } from '../../words/words.js';
import { looksByDay, type Summary } from './summary.js';

/** A name of a code in the middle of a sentence; abbreviations keep their capitals. */
const within = (text: string): string =>
  /^.[A-Z]/.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** 2026-11-16 → Monday 16 November. A day of the charts is a day in London already. */
export const sayDay = (language: string) => (date: string) => dayOfWeek(date, language);
type SayDay = ReturnType<typeof sayDay>;

/** What the chart of days shows: how much, and on which day most. */
export function sayLooks(summary: Summary, t: Translate, day: SayDay): string {
  const days = looksByDay(summary);
  const permitted = days.reduce((sum, one) => sum + one.permitted, 0);
  const denied = days.reduce((sum, one) => sum + one.denied, 0);
  if (permitted + denied === 0) return t('officer.overview.says.noLooks', { count: days.length });
  const busiest = days.reduce((most, one) => (one.permitted + one.denied > most.permitted + most.denied ? one : most));
  return t('officer.overview.says.looks', {
    permitted: t('officer.overview.says.permitted', { count: permitted }),
    denied,
    count: days.length,
    day: day(busiest.date),
    most: busiest.permitted + busiest.denied,
  });
}

/** What most was looked at and opened for. */
export function sayPurposes({ purposes }: Summary, t: Translate): string {
  const [first] = purposes;
  if (first === undefined) return t('officer.overview.says.noPurposes');
  const all = purposes.reduce((sum, { permitted, denied }) => sum + permitted + denied, 0);
  return t('officer.overview.says.purposes', {
    purpose: within(word(t, 'purpose', first.purpose)),
    part: first.permitted + first.denied,
    all,
  });
}

/** Whether refusals rose or fell from the first day to the last, and why most were refused. */
export function sayDenials(summary: Summary, t: Translate, day: SayDay): string {
  const days = looksByDay(summary);
  const [reason] = summary.denials;
  const first = days[0];
  const last = days.at(-1);
  if (reason === undefined || first === undefined || last === undefined) return t('officer.overview.says.noDenials');
  // Deliveries are refused, too; they are no looks of any day.
  if (days.every(({ denied }) => denied === 0)) {
    const count = summary.denials.reduce((sum, one) => sum + one.count, 0);
    return t('officer.overview.says.denials.deliveries', { count, reason: within(word(t, 'reason', reason.reason)) });
  }
  const way = last.denied > first.denied ? 'rose' : last.denied < first.denied ? 'fell' : 'same';
  return t(`officer.overview.says.denials.${way}`, {
    from: first.denied,
    to: last.denied,
    since: day(first.date),
    reason: within(word(t, 'reason', reason.reason)),
  });
}
