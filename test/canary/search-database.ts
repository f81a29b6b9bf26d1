import type pg from 'pg';
import { canariesIn } from './canaries.js';

const TABLES = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname IN ('fence', 'messaging', 'audit', 'consent', 'policy', 'relay') ORDER BY 1`;

/** Where in the database a canary stands that is not sealed: `table.column: canary`. Sealed bytes show none. */
export async function canariesInDatabase(admin: pg.Pool): Promise<string[]> {
  const tables = await admin.query<{ name: string }>(TABLES);
  const found = new Set<string>();
  for (const { name } of tables.rows) {
    const { rows } = await admin.query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(t) AS row FROM ${name} t`);
    for (const { row } of rows) {
      for (const [column, value] of Object.entries(row)) {
        for (const canary of canariesIn(asText(value))) found.add(`${name}.${column}: ${canary}`);
      }
    }
  }
  return [...found].sort();
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
