import { CONSENT_CHANGES_TOPIC, type ChangeData, changeSaid, type ChangeType } from '#libs/contracts';
import { publish } from '#libs/messaging';
import type { Transaction } from '../storage/transaction.js';

/** Tells the other apps; delivered at least once, in order for one resident. Call it last: its counter row stays locked. */
export async function announceChange<Type extends ChangeType>(
  tx: Transaction,
  residentId: string,
  type: Type,
  change: ChangeData<Type>,
): Promise<void> {
  const stream = `consent.${residentId}`;
  await publish(tx, { stream, topic: CONSENT_CHANGES_TOPIC, key: residentId, type, data: changeSaid(type, change) });
}
