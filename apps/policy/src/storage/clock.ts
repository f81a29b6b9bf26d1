import { rowsOf } from '#libs/persistence';
import type { EntityManager } from 'typeorm';

/** The only clock that a fact may carry: the database's, which the demo can move (design 8). */
export async function domainNow(tx: EntityManager): Promise<Date> {
  const rows = rowsOf<{ now: Date }>(await tx.query('SELECT fence.domain_now() AS now'));
  return rows[0]!.now;
}
