import type pg from 'pg';
import { canariesIn } from './canaries.js';

const TABLES = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname IN ('fence', 'messaging', 'audit', 'consent', 'policy', 'relay', 'portal') ORDER BY 1`;

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

/** Bytes both as they are written and as the text that they may be. */
function asText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const bytes = /^\\x((?:[0-9a-f]{2})+)$/.exec(value)?.[1];
  return bytes === undefined ? value : `${value}\n${Buffer.from(bytes, 'hex').toString('latin1')}`;
}
