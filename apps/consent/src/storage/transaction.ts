import { rowsOf } from '#libs/persistence';
import type { EntityManager } from 'typeorm';

/** A unit of work's transaction. */
export type Transaction = EntityManager;

/** The first row of a statement; undefined when it has none. */
export async function firstRow<Row>(tx: Transaction, sql: string, values: unknown[]): Promise<Row | undefined> {
  return rowsOf<Row>(await tx.query(sql, values))[0];
}
