import pg from 'pg';

/** The suite's own books beside the product's tables; `relay_app` may write them, and nothing in them forbids a double. */
const BOOKS = `
  CREATE SCHEMA proof;
  CREATE TABLE proof.written (stream text, seq bigint, event_id uuid, PRIMARY KEY (stream, seq));
  CREATE TABLE proof.effect (n bigint GENERATED ALWAYS AS IDENTITY, stream text COLLATE "C", seq bigint, event_id uuid);
  CREATE TABLE proof.refused (event_id uuid PRIMARY KEY);
  GRANT USAGE ON SCHEMA proof TO relay_app;
  GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA proof TO relay_app;
`;

export async function openBooks(adminUrl: string): Promise<void> {
  await once(adminUrl, BOOKS);
}

export async function once<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  params?: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, params)).rows;
  } finally {
    await client.end();
  }
}

const PROGRESS = `
  SELECT (SELECT count(*) FROM proof.written WHERE stream <> $1)::int AS written, (SELECT count(*) FROM proof.effect WHERE stream <> $1)::int AS effects,
         (SELECT count(*) FROM messaging.outbox)::int AS waiting`;

/**
 * Resolves when everything written (but to the stream left out) has had its effect and nothing waits, or when nothing
 * has moved for `quietMs`.
 */
export async function untilSettled(adminUrl: string, quietMs: number, except = ''): Promise<void> {
  let last = '';
  let movedAt = Date.now();
  while (Date.now() - movedAt < quietMs) {
    const [now] = await once<{ written: number; effects: number; waiting: number }>(adminUrl, PROGRESS, [except]).catch(
      () => [],
    );
    if (now && now.effects >= now.written && now.waiting === 0) return;
    const seen = JSON.stringify(now);
    if (seen !== last) [last, movedAt] = [seen, Date.now()];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
