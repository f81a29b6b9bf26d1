import type { SharedAgreement } from '../record/answers.js';
import type { Fact, Link } from '../record/fact.js';
import type { Telling } from '../record/telling.js';
import { isObjectable, isOpen, unaskedFacts } from './agreement-facts.js';

export interface SharedModel {
  readonly rows: readonly Fact[];
  /** A button: what there is to do about it. */
  readonly act: Link | undefined;
  readonly links: readonly Link[];
}

/** All that is to be known of what is shared under an agreement without being asked, or is not. */
export function presentShared(agreement: SharedAgreement, telling: Telling): SharedModel {
  const { t } = telling;
  const { id, offered, touches } = agreement;
  const objects = isObjectable(agreement) && isOpen(agreement);
  return {
    rows: unaskedFacts(agreement, telling),
    act: objects ? { text: t('resident.sharing.object'), href: `/resident/agreements/${id}/object` } : undefined,
    links: [
      ...(offered && touches ? [{ text: t('resident.sharing.seeRequest'), href: `/resident/agreements/${id}` }] : []),
      { text: t('resident.glance.seeLooks'), href: '/resident/looks' },
    ],
  };
}
