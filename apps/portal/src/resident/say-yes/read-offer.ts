import { notFound, PageError } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';
import type { OwnAgreement } from '../record/answers.js';
import { readAgreements, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import { requireAgreementId } from '../record/require-id.js';
import type { Telling } from '../record/telling.js';

/** An agreement as the resident is asked about it, and the time by the broker's clock. */
export interface Offer {
  readonly agreement: OwnAgreement;
  readonly now: string;
  readonly telling: Telling;
}

/** One that is not offered to them and none at all are the same page. */
export async function readOffer(visit: Visit, id: string): Promise<Offer> {
  requireAgreementId(id);
  const [{ asOf, items }, telling] = await Promise.all([readAgreements(visit.broker), readTelling(visit)]);
  const agreement = items.find((item) => item.id === id && item.offered);
  if (!agreement) throw await whyNotOffered(visit, id);
  return { agreement, now: asOf, telling };
}

/** Stopped while somebody was on the way through it: that is said, and what was typed is kept. Nothing else is told apart. */
async function whyNotOffered(visit: Visit, id: string): Promise<PageError> {
  const shared = await whereThere(readSharingNow(visit.broker));
  const stopped = shared?.items.some((item) => item.id === id && item.offered && item.standing === 'suspended');
  return stopped ? new PageError(409, 'stoppedForNow') : notFound();
}
