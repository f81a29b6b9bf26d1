import type { SharedAgreement } from '../record/answers.js';
import type { Telling } from '../record/telling.js';
import { actAgainst, unaskedFacts } from './agreement-facts.js';

/** All that is to be known of what is shared under an agreement without being asked, or is not. */
export function presentShared(agreement: SharedAgreement, telling: Telling) {
  const { t } = telling;
  const { id, offered, touches } = agreement;
  return {
    rows: unaskedFacts(agreement, telling),
    act: actAgainst(agreement, telling),
    links: [
      ...(offered && touches ? [{ text: t('resident.sharing.seeRequest'), href: `/resident/agreements/${id}` }] : []),
      { text: t('resident.glance.seeLooks'), href: '/resident/looks' },
    ],
  };
}
