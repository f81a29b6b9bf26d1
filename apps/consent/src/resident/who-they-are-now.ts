import { firstRow, type Transaction } from '../storage/transaction.js';

/** `$1`: somebody, as whom they were resolved; whom they were joined to, and on. */
export const SURVIVOR = `
  WITH RECURSIVE person AS (
    SELECT r.id, r.joined_to FROM consent.resident r WHERE r.id = $1
    UNION SELECT r.id, r.joined_to FROM person p JOIN consent.resident r ON r.id = p.joined_to)
  SELECT p.id FROM person p WHERE p.joined_to IS NULL`;

/**
 * Who somebody is, who was resolved before this transaction: themselves, or the resident to whom they were joined meanwhile
 * (ADR 18). Every use case that writes about a resident whom its caller resolved asks this first, inside its transaction. A join
 * that commits only after it is refused by the tables (`resident_not_joined`), and the unit of work runs it all again, with this.
 */
export async function whoTheyAreNow(tx: Transaction, residentId: string): Promise<string> {
  return (await firstRow<{ id: string }>(tx, SURVIVOR, [residentId]))?.id ?? residentId;
}
