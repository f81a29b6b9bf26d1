import { ResidentJoined } from './resident-joined.js';
import { firstRow, type Transaction } from './transaction.js';

const HOLD = 'SELECT joined_to IS NOT NULL AS joined FROM consent.resident WHERE id = $1 FOR NO KEY UPDATE';

/**
 * Makes two changes of one resident's standing circumstances come one after the other: the second sees what the first
 * wrote. Not the fence: disclosures do not wait for it. A join holds it too: rejects with `ResidentJoined` after one.
 */
export async function holdResident(tx: Transaction, residentId: string): Promise<void> {
  if ((await firstRow<{ joined: boolean }>(tx, HOLD, [residentId]))?.joined) throw new ResidentJoined();
}

/**
 * The same of whose it is, before the row itself is held and read: a join takes its locks in that order, and moves the row.
 * `table` is one of this schema, by its name in the code: never from a request.
 */
export async function holdResidentOf(tx: Transaction, table: Lowercase<string>, id: string): Promise<void> {
  if (!/^[a-z_]+$/.test(table)) throw new TypeError('not the name of a table');
  const sql = `SELECT 1 FROM consent.resident r
    WHERE r.id = (SELECT x.resident_id FROM consent.${table} x WHERE x.id = $1) FOR NO KEY UPDATE`;
  await firstRow(tx, sql, [id]);
}

/** The clock of the database, to the millisecond. */
export async function now(tx: Transaction): Promise<Date> {
  return (await firstRow<{ now: Date }>(tx, 'SELECT fence.domain_now() AS now', []))!.now;
}
