import type pg from 'pg';

export type DatabaseTrouble = 'read-only' | 'full' | 'away';

/** The database cannot take a write. `trouble` may be shown to anyone who may ask whether this process is ready. */
export class DatabaseUnfit extends Error {
  override readonly name = 'DatabaseUnfit';

  constructor(
    readonly trouble: DatabaseTrouble,
    options?: ErrorOptions,
  ) {
    super(`the database is ${trouble}`, options);
  }
}

/** read_only_sql_transaction: it was set so, or it is a stand-by that nobody has promoted. */
const READ_ONLY = /^25006$/;
/** disk_full, out_of_memory and configured limits; io_error is what some file systems say instead. */
const FULL = /^(53[124]00|58030)$/;

/** What the code of a failure tells of the database; undefined where it tells nothing of that kind. */
export function troubleOf(error: unknown): Exclude<DatabaseTrouble, 'away'> | undefined {
  const code = error instanceof Error ? String((error as { code?: unknown }).code) : '';
  if (READ_ONLY.test(code)) return 'read-only';
  return FULL.test(code) ? 'full' : undefined;
}

/**
 * A sort that does not fit into its memory writes to the disk that tables are on: what a full disk refuses, without a row
 * or a table to leave behind. 64 kB of memory against some 250 kB to sort; a few milliseconds.
 */
const PROBE = `SET LOCAL work_mem = '64kB';
  SELECT current_setting('transaction_read_only') = 'on' AS "readOnly",
    (SELECT count(*) FROM (SELECT g FROM generate_series(1, 4000) AS g ORDER BY md5(g::text)) AS sorted) AS sorted`;

/** Rejects with `DatabaseUnfit` unless the database would take a write now. Leaves nothing behind. */
export async function requireWritable(pool: pg.Pool): Promise<void> {
  let readOnly: boolean;
  try {
    // Of several statements pg gives a list, whatever its types say.
    const results = [await pool.query<{ readOnly: boolean }>(PROBE)].flat();
    readOnly = results.at(-1)!.rows[0]!.readOnly;
  } catch (cause) {
    throw new DatabaseUnfit(troubleOf(cause) ?? 'away', { cause });
  }
  if (readOnly) throw new DatabaseUnfit('read-only');
}
