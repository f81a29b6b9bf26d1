import { CONSENT_CHANGES_TOPIC } from '#libs/contracts';
import { publish } from '#libs/messaging';
import type { Transaction } from '../storage/transaction.js';

/** Tells the other apps; delivered at least once, in order for one resident. Call it last: its counter row stays locked. */
export async function announceChange(tx: Transaction, residentId: string, type: string, data: object): Promise<void> {
  await publish(tx, { stream: `consent.${residentId}`, topic: CONSENT_CHANGES_TOPIC, key: residentId, type, data });
}
