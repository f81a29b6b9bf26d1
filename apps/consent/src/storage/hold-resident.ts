import { firstRow, type Transaction } from './transaction.js';

/**
 * Makes two changes of one resident's standing circumstances come one after the other: the second sees what the first
 * wrote. Not the fence: disclosures do not wait for it, and directives do not either.
 */
export async function holdResident(tx: Transaction, residentId: string): Promise<void> {
  await firstRow(tx, 'SELECT 1 FROM consent.resident WHERE id = $1 FOR NO KEY UPDATE', [residentId]);
}

/** The clock of the database, to the millisecond. */
export async function now(tx: Transaction): Promise<Date> {
  return (await firstRow<{ now: Date }>(tx, 'SELECT fence.domain_now() AS now', []))!.now;
}
