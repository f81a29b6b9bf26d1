import { notFound } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';
import type { OwnAgreement } from '../record/answers.js';
import { readAgreements, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import { requireAgreementId } from '../record/require-id.js';
import type { Telling } from '../record/telling.js';
import { isPaused } from '../sharing/agreement-facts.js';

/** An agreement as the resident is asked about it, and the time by the broker's clock. */
export interface Offer {
  readonly agreement: OwnAgreement;
  readonly now: string;
  readonly telling: Telling;
  /** An officer holds it for now: a yes to it is not taken, a no is (domain 1.15). */
  readonly isStopped: boolean;
}

/** One that is not offered to them and none at all are the same page. */
export async function readOffer(visit: Visit, id: string): Promise<Offer> {
  requireAgreementId(id);
  const [{ asOf, items }, telling] = await Promise.all([readAgreements(visit.broker), readTelling(visit)]);
  const inForce = items.find((item) => item.id === id && item.offered);
  const agreement = inForce ?? (await findStopped(visit, id));
  return { agreement, now: asOf, telling, isStopped: inForce === undefined };
}

/** It may have been stopped while somebody was on the way through it. */
async function findStopped({ broker }: Visit, id: string): Promise<OwnAgreement> {
  const shared = await whereThere(readSharingNow(broker));
  const stopped = shared?.items.find((item) => item.id === id && item.offered && isPaused(item));
  if (!stopped) throw notFound();
  return stopped;
}
