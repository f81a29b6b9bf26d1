import { isPseudonym } from '#libs/domain';
import type { Shown } from '../../shell/journey/question.js';
import { Page, type PageOptions } from '../../shell/page.js';
import { notFound } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';
import { sayNhsNumber } from '../../words/nhs-number.js';
import { calendarDay } from '../../words/times.js';
import { foundPerson } from './found-people.js';

/** Where the last search is kept in the session. */
export const SEARCH = 'practitioner-search';

/**
 * A person's own path in this portal. Whether there is such a person is the APIs' to say: what cannot be a pseudonym is
 * simply no page.
 * @throws PageError 404
 */
export function pathOf(id: string): string {
  if (!isPseudonym(id)) throw notFound();
  return `/practitioner/people/${id}`;
}

/** As much of a pseudonym as tells two people apart; one's own log names them so, too. */
const QUOTED = 6;

/** For the titles of a person's pages: whose it is, and no name. */
export const quoted = ({ t }: Visit, id: string): string =>
  t('practitioner.person.bar.reference', { reference: id.slice(0, QUOTED) });

/** A page about a person: whose it is stands above it, and in its title. */
export function personPage(visit: Visit, id: string, { template, title, model }: Shown, options: PageOptions): Page {
  const whose = { section: '/practitioner', about: quoted(visit, id) };
  return new Page(template, title, { ...model, bar: personBar(visit, id) }, { ...whose, ...options });
}

/** What stands above every page of a person: what the practitioner typed to find them, never what a record says. */
export function personBar(visit: Visit, id: string) {
  const { t, language } = visit;
  const found = foundPerson(visit, id);
  return {
    searched:
      found &&
      t('practitioner.person.bar.searched', {
        name: found.familyName,
        date: calendarDay(found.birthDate, language).text,
      }),
    nhsNumber:
      found?.nhsNumber === undefined
        ? undefined
        : t('practitioner.person.bar.nhsNumber', { number: sayNhsNumber(found.nhsNumber) }),
    // Said where nobody was searched for: whoever comes by a link has to make sure who this is.
    unknown: found === undefined ? t('practitioner.person.bar.unknown') : undefined,
    reference: quoted(visit, id),
  };
}
