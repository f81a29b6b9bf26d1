import type pg from 'pg';
import { inParallel } from '../town/in-parallel.js';
import { roundOf, type Round } from './round.js';

export const INSERT = { name: 'bench-insert', text: 'INSERT INTO bench.row (id, body) VALUES (gen_random_uuid(), $1)' };
export const BODY = 'x'.repeat(500);

export async function prepareInserts(database: pg.Pool): Promise<void> {
  await database.query('CREATE SCHEMA IF NOT EXISTS bench');
  await database.query('CREATE TABLE IF NOT EXISTS bench.row (id uuid PRIMARY KEY, body text NOT NULL)');
}

/** The baseline: one INSERT, one transaction, 500 bytes, by so many callers of the same database. */
export async function measureInserts(database: pg.Pool, callers: number, seconds: number): Promise<Round> {
  const durations: number[] = [];
  const began = performance.now();
  await inParallel(Array.from({ length: callers }), callers, async () => {
    while (performance.now() - began < seconds * 1000) {
      const at = performance.now();
      await database.query({ ...INSERT, values: [BODY] });
      durations.push(performance.now() - at);
    }
  });
  const perSecond = durations.length / ((performance.now() - began) / 1000);
  return { ...roundOf(durations, perSecond), operations: durations.length };
}
