import type pg from 'pg';
import { DatabaseUnfit } from '../require-writable.js';

/** The fault: a database that answers is taken for one that can be written to. */
export async function hopefulProbe(pool: pg.Pool): Promise<void> {
  await pool.query('SELECT 1').catch((cause: unknown) => {
    throw new DatabaseUnfit('away', { cause });
  });
}
