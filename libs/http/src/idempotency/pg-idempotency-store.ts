import {
  type Claim,
  type ClaimedRequest,
  IdempotencyStore,
  type KeyedRequest,
  type OpenTransaction,
  type StoredAnswer,
} from './idempotency-store.js';

interface Queries {
  query<Row extends object>(text: string, values: unknown[]): Promise<{ rows: Row[] }>;
}

interface Row {
  readonly mine: boolean;
  readonly same: boolean;
  readonly status: number | null;
  readonly body: unknown;
  /** Of one's own claim, with its microseconds. */
  readonly claimedAt: string | null;
  readonly leaseSeconds: number | null;
}

/** Times that the two halves of a claim may see different moments, each time because somebody else just answered. */
const LOOKS = 5;

/** The store in the app's own schema, table `<schema>.idempotency`. Each call but `once` is one statement of its own. */
export class PgIdempotencyStore extends IdempotencyStore {
  private readonly table: string;

  constructor(
    private readonly database: Queries,
    schema: 'consent' | 'policy' | 'relay' | 'audit',
  ) {
    super();
    this.table = `${schema}.idempotency`;
  }

  async claim(request: KeyedRequest, { takeOver = false } = {}): Promise<Claim> {
    for (let looks = 1; ; looks += 1) {
      const row = await this.claimedOrFound(request, takeOver);
      // Another request's claim, or its answer, became visible between the two halves of the statement.
      const isMissed = row === undefined || (takeOver && row.same && !row.mine && row.status === null);
      if (!isMissed) return claimOf(row);
      if (looks === LOOKS) return { state: 'in-flight', leaseSeconds: 1 };
    }
  }

  private async claimedOrFound(request: KeyedRequest, takeOver: boolean): Promise<Row | undefined> {
    const { rows } = await this.database.query<Row>(
      `WITH claimed AS (
         INSERT INTO ${this.table} AS i (principal, key, request_hash) VALUES ($1, $2, $3)
         ON CONFLICT (principal, key) DO UPDATE SET created_at = excluded.created_at
           WHERE i.status IS NULL AND i.request_hash = excluded.request_hash
             AND ($5 OR i.created_at < excluded.created_at - make_interval(secs => $4))
         RETURNING to_json(created_at) #>> '{}' AS at)
       SELECT true AS mine, true AS same, NULL::integer AS status, NULL::jsonb AS body, at AS "claimedAt",
           NULL::integer AS "leaseSeconds" FROM claimed
       UNION ALL
       SELECT false, i.request_hash = $3, i.status, i.body, NULL,
           greatest(1, ceil($4 - extract(epoch FROM fence.domain_now() - i.created_at)))::integer
         FROM ${this.table} i WHERE i.principal = $1 AND i.key = $2 AND NOT EXISTS (SELECT 1 FROM claimed)`,
      [request.principal, request.key, Buffer.from(request.fingerprint), IdempotencyStore.LEASE_SECONDS, takeOver],
    );
    return rows[0];
  }

  async answer(request: KeyedRequest, answer: StoredAnswer): Promise<void> {
    await this.database.query(`UPDATE ${this.table} SET ${ANSWERED}`, answered(request, answer));
  }

  async release({ principal, key, claimedAt }: ClaimedRequest): Promise<void> {
    await this.database.query(
      `DELETE FROM ${this.table} WHERE principal = $1 AND key = $2 AND status IS NULL AND created_at = $3::timestamptz`,
      [principal, key, claimedAt],
    );
  }

  async once<T>(
    tx: OpenTransaction,
    { request, status }: { request: KeyedRequest; status: number },
    work: () => Promise<T>,
  ): Promise<T> {
    const [first] = (await tx.query(
      `SELECT status, body FROM ${this.table} WHERE principal = $1 AND key = $2 FOR UPDATE`,
      [request.principal, request.key],
    )) as Pick<Row, 'status' | 'body'>[];
    if (first && first.status !== null) return first.body as T;
    const body = await work();
    await tx.query(`UPDATE ${this.table} SET ${ANSWERED}`, answered(request, { status, body }));
    return body;
  }
}

const ANSWERED = 'status = $3, body = $4::jsonb WHERE principal = $1 AND key = $2 AND status IS NULL';

function answered({ principal, key }: KeyedRequest, { status, body }: StoredAnswer): unknown[] {
  return [principal, key, status, JSON.stringify(body ?? null)];
}

function claimOf({ mine, same, status, body, claimedAt, leaseSeconds }: Row): Claim {
  if (mine) return { state: 'claimed', claimedAt: claimedAt! };
  if (!same) return { state: 'other-request' };
  return status === null
    ? { state: 'in-flight', leaseSeconds: leaseSeconds! }
    : { state: 'answered', answer: { status, body } };
}
