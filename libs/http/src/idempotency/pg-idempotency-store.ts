import { type Claim, IdempotencyStore, type KeyedRequest, type StoredAnswer } from './idempotency-store.js';

interface Queries {
  query<Row extends object>(text: string, values: unknown[]): Promise<{ rows: Row[] }>;
}

interface Row {
  readonly mine: boolean;
  readonly same: boolean;
  readonly status: number | null;
  readonly body: unknown;
}

/** The store in the app's own schema, table `<schema>.idempotency`. Each call is one statement of its own. */
export class PgIdempotencyStore extends IdempotencyStore {
  constructor(
    private readonly database: Queries,
    private readonly schema: 'consent' | 'policy' | 'relay' | 'audit',
  ) {
    super();
  }

  async claim(request: KeyedRequest): Promise<Claim> {
    const table = `${this.schema}.idempotency`;
    const { rows } = await this.database.query<Row>(
      `WITH claimed AS (
         INSERT INTO ${table} AS i (principal, key, request_hash) VALUES ($1, $2, $3)
         ON CONFLICT (principal, key) DO UPDATE SET created_at = excluded.created_at
           WHERE i.status IS NULL AND i.request_hash = excluded.request_hash
             AND i.created_at < excluded.created_at - make_interval(secs => $4)
         RETURNING 1)
       SELECT true AS mine, true AS same, NULL::integer AS status, NULL::jsonb AS body FROM claimed
       UNION ALL
       SELECT false, i.request_hash = $3, i.status, i.body FROM ${table} i
        WHERE i.principal = $1 AND i.key = $2 AND NOT EXISTS (SELECT 1 FROM claimed)`,
      [request.principal, request.key, Buffer.from(request.fingerprint), IdempotencyStore.LEASE_SECONDS],
    );
    const row = rows[0];
    // No row: another request's claim became visible between the two halves of the statement.
    if (row === undefined) return { state: 'in-flight' };
    if (row.mine) return { state: 'claimed' };
    if (!row.same) return { state: 'other-request' };
    return row.status === null
      ? { state: 'in-flight' }
      : { state: 'answered', answer: { status: row.status, body: row.body } };
  }

  async answer(request: KeyedRequest, answer: StoredAnswer): Promise<void> {
    await this.database.query(
      `UPDATE ${this.schema}.idempotency SET status = $3, body = $4::jsonb WHERE principal = $1 AND key = $2`,
      [request.principal, request.key, answer.status, JSON.stringify(answer.body ?? null)],
    );
  }

  async release(request: KeyedRequest): Promise<void> {
    await this.database.query(
      `DELETE FROM ${this.schema}.idempotency WHERE principal = $1 AND key = $2 AND status IS NULL`,
      [request.principal, request.key],
    );
  }
}
