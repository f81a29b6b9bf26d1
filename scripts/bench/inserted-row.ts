import type pg from 'pg';

export const INSERT = { name: 'bench-insert', text: 'INSERT INTO bench.row (id, body) VALUES (gen_random_uuid(), $1)' };
export const BODY = 'x'.repeat(500);

/** Where the bare endpoint's rows go: one INSERT, one transaction, 500 bytes. */
export async function prepareInserts(database: pg.Pool): Promise<void> {
  await database.query('CREATE SCHEMA IF NOT EXISTS bench');
  await database.query('CREATE TABLE IF NOT EXISTS bench.row (id uuid PRIMARY KEY, body text NOT NULL)');
}
