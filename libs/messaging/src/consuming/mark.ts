import { rowsOf, type SqlExecutor } from '#libs/persistence';
import type { ReceivedEvent } from '../cloud-event.js';

export type Parking = 'poison' | 'gap';

/** How far a group has applied a stream, and whether the stream is parked there. */
export interface Mark {
  readonly seq: bigint;
  readonly parked: Parking | null;
}

const FIRST = `INSERT INTO messaging.consumer_mark (consumer_group, stream, seq) VALUES ($1, $2, $3::bigint)
  ON CONFLICT DO NOTHING RETURNING parked`;
const NEXT = `UPDATE messaging.consumer_mark SET seq = $3::bigint
  WHERE consumer_group = $1 AND stream = $2 AND seq = $3::bigint - 1 AND parked IS DISTINCT FROM 'poison' RETURNING seq, parked`;
const CREATE = `INSERT INTO messaging.consumer_mark (consumer_group, stream, seq) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING`;
const LOCK = 'SELECT seq, parked FROM messaging.consumer_mark WHERE consumer_group = $1 AND stream = $2 FOR UPDATE';
const PARK = `UPDATE messaging.consumer_mark SET parked = $3, parked_code = $4, parked_at = fence.domain_now()
  WHERE consumer_group = $1 AND stream = $2`;
const UNPARK = `UPDATE messaging.consumer_mark SET parked = NULL, parked_code = NULL, parked_at = NULL
  WHERE consumer_group = $1 AND stream = $2`;
const STORE = `INSERT INTO messaging.parked_message (consumer_group, stream, seq, topic, value) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;

/** One group's marks. Every call runs in the caller's transaction and keeps the mark's row locked until it ends. */
export class Marks {
  constructor(private readonly group: string) {}

  /**
   * Moves the mark onto `seq` where it stands just before it and the stream is not held by a poisonous message;
   * undefined otherwise. A concurrent holder of the same mark is waited for, and its result seen.
   */
  async advance(tx: SqlExecutor, stream: string, seq: bigint): Promise<Mark | undefined> {
    const params = [this.group, stream, seq.toString()];
    const first = seq === 1n ? rowsOf<{ parked: null }>(await tx.query(FIRST, params)) : [];
    if (first.length > 0) return { seq, parked: null };
    return read(await tx.query(NEXT, params));
  }

  /** Locks the mark, made at 0 where the stream is new. */
  async lock(tx: SqlExecutor, stream: string): Promise<Mark> {
    const params = [this.group, stream];
    const mark = read(await tx.query(LOCK, params));
    if (mark) return mark;
    await tx.query(CREATE, params);
    return read(await tx.query(LOCK, params))!;
  }

  async park(tx: SqlExecutor, stream: string, parking: Parking, code: string | null): Promise<void> {
    await tx.query(PARK, [this.group, stream, parking, code]);
  }

  async unpark(tx: SqlExecutor, stream: string): Promise<void> {
    await tx.query(UNPARK, [this.group, stream]);
  }

  /** Keeps a message behind a parked stream. Idempotent. */
  async store(tx: SqlExecutor, event: ReceivedEvent): Promise<void> {
    await tx.query(STORE, [this.group, event.stream, event.seq.toString(), event.topic, event.text]);
  }
}

function read(result: unknown): Mark | undefined {
  const row = rowsOf<{ seq: string; parked: Parking | null }>(result)[0];
  return row && { seq: BigInt(row.seq), parked: row.parked };
}
