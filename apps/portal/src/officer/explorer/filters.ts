import { CATEGORIES, isPseudonym, PURPOSES } from '#libs/domain';
import type { FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import { betweenDays, errorsOfDays } from '../../shell/between-days.js';
import { KINDS } from '../show/event-words.js';
import { isUuid } from '../../shell/is-uuid.js';
import { isServiceDay } from '../../shell/typed-day.js';
import type { EntryQuery } from './entry-line.js';
import { isWord } from '../../words/words.js';

/** What the list may be narrowed by, as it stands in the address; days are days in London, both included. */
export const FILTERS = [
  ...['from', 'to', 'outcome', 'kind', 'purpose', 'category', 'agency', 'reason', 'requester', 'resident'],
] as const;
export type Filter = (typeof FILTERS)[number];
export type Chosen = Readonly<Partial<Record<Filter | 'after', string>>>;

const OUTCOMES = ['permit', 'deny'] as const;
const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T | undefined =>
  known.find((one) => one === text);

const FITS: Readonly<Record<Filter, (text: string) => boolean>> = {
  from: isServiceDay,
  to: isServiceDay,
  outcome: (text) => isWord('outcome', text),
  kind: (text) => oneOf(KINDS, text) !== undefined,
  purpose: (text) => isWord('purpose', text),
  category: (text) => isWord('category', text),
  agency: (text) => /^[A-Z0-9-]{2,20}$/.test(text),
  reason: (text) => isWord('reason', text),
  requester: (text) => isUuid(text),
  resident: (text) => isUuid(text) || isPseudonym(text),
};

/** What is chosen in an address; what is empty or said twice is not chosen. */
export function chosenIn(query: Readonly<Record<string, unknown>>): Chosen {
  return Object.fromEntries(
    [...FILTERS, 'after' as const].flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [];
    }),
  );
}

/** What cannot be looked for, each at its field. */
export function errorsIn(chosen: Chosen, t: Translate): FieldError[] {
  const say = (key: string): string => t(`officer.entries.wrong.${key}`);
  const wrong = FILTERS.filter((name) => chosen[name] !== undefined && !FITS[name](chosen[name]));
  const others = wrong.filter((field) => field !== 'from' && field !== 'to');
  return [...errorsOfDays(chosen, say), ...others.map((field) => ({ field, text: say('other') }))];
}

/** The query of audit's `GET /v1/entries` for what is chosen. */
export function toQuery(chosen: Chosen, limit: number): EntryQuery {
  const { outcome, kind, purpose, category, ...others } = chosen;
  return {
    ...others,
    outcome: oneOf(OUTCOMES, outcome),
    kind: oneOf(KINDS, kind),
    purpose: oneOf(PURPOSES, purpose),
    category: oneOf(CATEGORIES, category),
    limit,
    ...betweenDays(chosen),
  };
}
