import type pg from 'pg';
import { copiedIndex } from './indexes.js';

export interface ColumnCopy {
  readonly name: string;
  /** No two rows say the same in it, alone or with others. */
  readonly isOwn: boolean;
}

export interface TableCopy {
  /** `<schema>.<table>`; the copy has this name in the schema `bench`. */
  readonly table: string;
  readonly columns: readonly ColumnCopy[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rowsPerItem: number;
}

const COLUMNS = `SELECT a.attname AS name, a.atttypid = 'bytea'::regtype AS bytes,
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY(i.indkey)) AS own
  FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;
const INDEXES = 'SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index WHERE indrelid = $1::regclass';
/** As many as are written again before they come once more. */
const MOST_ROWS = 2_000;

/** A copy of a table, and of its rows that transactions since a moment wrote (a database of one day: xid8 and xid are one). */
export async function copyTable(
  database: pg.Pool,
  table: string,
  { mark, items }: { readonly mark: string; readonly items: number },
): Promise<TableCopy> {
  const columns = (await database.query<{ name: string; bytes: boolean; own: boolean }>(COLUMNS, [table])).rows;
  await database.query('CREATE SCHEMA IF NOT EXISTS bench');
  await database.query(`DROP TABLE IF EXISTS bench."${table}"`);
  await database.query(`CREATE TABLE bench."${table}" (LIKE ${table} INCLUDING STORAGE INCLUDING COMPRESSION)`);
  const indexes = await database.query<{ definition: string }>(INDEXES, [table]);
  for (const [at, { definition }] of indexes.rows.entries()) await database.query(copiedIndex(definition, table, at));
  const written = `FROM ${table} WHERE xmin::text::bigint >= $1`;
  const counted = await database.query<{ n: number }>(`SELECT count(*)::int AS n ${written}`, [mark]);
  const list = columns.map(({ name, bytes }) => (bytes ? `"${name}"` : `"${name}"::text`)).join(', ');
  const text = `SELECT ${list} ${written} LIMIT ${MOST_ROWS}`;
  const { rows } = await database.query<unknown[]>({ text, values: [mark], rowMode: 'array' });
  return {
    table,
    columns: columns.map(({ name, own }) => ({ name, isOwn: own })),
    rows,
    rowsPerItem: counted.rows[0]!.n / items,
  };
}
