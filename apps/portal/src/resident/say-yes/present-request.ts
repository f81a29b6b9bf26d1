import { words } from '../../words/words.js';
import { until } from '../../words/times.js';
import type { Fact } from '../record/fact.js';
import { agreementFacts } from '../sharing/agreement-facts.js';
import { nowOf } from '../record/said-and-shared.js';
import { saySharing } from '../record/say-sharing.js';
import type { SharedAgreement } from '../record/answers.js';
import type { Offer } from './read-offer.js';

/**
 * What is asked, by whom and for whom, before anything is to be decided. `shared` is what the decision point answers about it
 * now: something wider that they said may share some of it already.
 */
export function presentRequest(
  { agreement, telling }: Offer,
  latest: string | undefined,
  shared: SharedAgreement | undefined,
): { lead: string; rows: Fact[] } {
  const { t, language } = telling;
  const already = shared !== undefined && nowOf(shared.answers) === 'shared';
  return {
    lead: t(`resident.request.${already ? 'leadShared' : 'lead'}`),
    rows: [
      ...agreementFacts(agreement, telling),
      {
        key: t('resident.request.jobs'),
        texts: [
          ...words(t, 'role', agreement.recipientRoles),
          ...(agreement.systemRoles ? [t('resident.request.systems')] : []),
        ],
      },
      ...(already ? saySharing(shared.answers, telling).slice(0, 1) : []),
      ...(latest === undefined ? [] : [{ key: t('resident.request.longest'), time: until(latest, language) }]),
    ],
  };
}
