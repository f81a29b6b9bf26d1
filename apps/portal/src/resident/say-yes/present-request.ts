import { words } from '../../words/words.js';
import { until } from '../../words/times.js';
import type { Fact } from '../record/fact.js';
import { agreementFacts } from '../sharing/present-sharing.js';
import type { Offer } from './read-offer.js';

/** What is asked, by whom and for whom, before anything is to be decided. */
export function presentRequest({ agreement, telling }: Offer, latest: string | undefined): { rows: Fact[] } {
  const { t, language } = telling;
  return {
    rows: [
      ...agreementFacts(agreement, telling),
      {
        key: t('resident.request.jobs'),
        texts: [
          ...words(t, 'role', agreement.recipientRoles),
          ...(agreement.systemRoles ? [t('resident.request.systems')] : []),
        ],
      },
      ...(latest === undefined ? [] : [{ key: t('resident.request.longest'), time: until(latest, language) }]),
    ],
  };
}
