import { rowsOf } from '#libs/persistence';
import type { Transaction } from './transaction.js';

const FENCE = `
  WITH fenced AS (UPDATE consent.resident SET deceased_at = deceased_at WHERE id = ANY ($1::uuid[]) RETURNING id, joined_to)
  SELECT id FROM fenced WHERE joined_to IS NOT NULL`;

/**
 * Takes the residents' fence locks, in one statement and by the trigger of their rows: whatever is read or written in later ones
 * is after each disclosure, and each join, that it waited for. A change that waits in its own statement has read the clock
 * before. Needs their mark. Returns which of them were joined to somebody else.
 */
export async function fenceResidents(tx: Transaction, residents: readonly string[]): Promise<string[]> {
  return rowsOf<{ id: string }>(await tx.query(FENCE, [residents])).map(({ id }) => id);
}
