import { DISCREET_CATEGORIES, CATEGORIES, type Category } from '#libs/domain';
import type { Fields } from '../../session/session.js';
import { ticked } from '../../shell/typed.js';
import type { OwnAgreement } from '../record/answers.js';
import { recipientsOf } from '../record/describe-directive.js';

/** In place of a list: all of them, also those that come later. */
export const ALL = 'all';

/** A no in advance, as far as it is answered; `null` means all, as in what is recorded. */
export interface Refusal {
  readonly recipients: readonly string[] | null;
  readonly categories: readonly Category[] | null;
}
export type Part = keyof Refusal;

/** Whom one may name: those of the agreements that residents are told of, never a list of every agency there is. */
export const agenciesOf = (agreements: readonly OwnAgreement[]): string[] =>
  [...new Set(agreements.flatMap(recipientsOf))].sort();

/** What is discreet stands on no page. "Everything" covers it all the same. */
export const namedCategories = (): Category[] =>
  CATEGORIES.filter((category) => !DISCREET_CATEGORIES.includes(category));

/** "All" prevails over single ones beside it: of two readings, the one that stops more. */
export function refusalOf(fields: Fields, agreements: readonly OwnAgreement[]): Refusal {
  const part = <Code extends string>(name: Part, offered: readonly Code[]): Code[] | null => {
    const chosen = ticked(fields, name);
    return chosen.includes(ALL) ? null : offered.filter((code) => chosen.includes(code));
  };
  return { recipients: part('recipients', agenciesOf(agreements)), categories: part('categories', namedCategories()) };
}

export const fieldsOf = ({ recipients, categories }: Refusal): Fields => ({
  recipients: recipients ?? [ALL],
  categories: categories ?? [ALL],
});
