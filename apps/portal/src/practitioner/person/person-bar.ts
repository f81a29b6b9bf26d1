import { notFound } from '../../shell/refusals.js';
import type { Translate } from '../../shell/texts.js';
import type { Visit } from '../../shell/visit.js';
import { calendarDay } from '../../words/times.js';
import { typed } from '../typed.js';

/** What stands above every page of a person: what the practitioner typed to find them, never what a record says. */
export interface PersonBar {
  readonly title: string;
  /** Only for the person whom this session found last. */
  readonly searched: string | undefined;
  readonly reference: string;
  readonly another: string;
}

/** Where the last search is kept in the session. */
export const SEARCH = 'practitioner-search';

const PSEUDONYM = /^[a-z2-7]{26}$/;

/**
 * A person's own path in this portal. Whether there is such a person is the APIs' to say: what cannot be a pseudonym is
 * simply no page.
 * @throws PageError 404
 */
export function pathOf(id: string): string {
  if (!PSEUDONYM.test(id)) throw notFound();
  return `/practitioner/people/${id}`;
}

export function personBar(visit: Visit, id: string): PersonBar {
  const { t } = visit;
  return {
    title: t('practitioner.person.bar.title'),
    searched: searchedFor(visit, id, t),
    reference: t('practitioner.person.bar.reference', { reference: id }),
    another: t('practitioner.person.bar.another'),
  };
}

function searchedFor(visit: Visit, id: string, t: Translate): string | undefined {
  const search = visit.answers(SEARCH);
  if (typed(search, 'found') !== id) return undefined;
  const date = calendarDay(typed(search, 'birthDate'), visit.language).text;
  return t('practitioner.person.bar.searched', { name: typed(search, 'familyName'), date });
}
