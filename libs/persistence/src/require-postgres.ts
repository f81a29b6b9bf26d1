import type pg from 'pg';

/** The release that this product is tested with; older ones lack what the fence's bounds and migrations rest on. */
const NEEDED = 18;

/** Rejects, in words for the operator, before anything is written to a server that is too old. */
export async function requirePostgres(client: Pick<pg.Client, 'query'>): Promise<void> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  const major = Math.floor(Number(rows[0]!.version) / 10_000);
  if (major >= NEEDED) return;
  throw new Error(`the database is PostgreSQL ${major}; PostgreSQL ${NEEDED} or newer is needed. Nothing was changed.`);
}
