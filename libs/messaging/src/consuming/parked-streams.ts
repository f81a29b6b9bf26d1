import { rowsOf, type SqlExecutor, type Transactions } from '#libs/persistence';
import { readCloudEvent, type ReceivedEvent } from '../cloud-event.js';
import { codeOf, kindOf } from './failure.js';
import type { EventHandler } from './inbox.js';
import { Marks, type Parking } from './mark.js';

export interface ParkedStream {
  readonly stream: string;
  readonly parking: Parking;
  /** Error code of the poisonous message; null for a gap. */
  readonly code: string | null;
  readonly parkedAt: Date;
  /** The event that is waited for or refused. */
  readonly nextSeq: bigint;
  readonly stored: number;
}

export interface Release {
  readonly applied: number;
  /** What still holds the stream, if anything. */
  readonly parked: Parking | null;
}

const NEXT = `SELECT topic, value FROM messaging.parked_message WHERE consumer_group = $1 AND stream = $2 AND seq = $3`;
const FORGET = `DELETE FROM messaging.parked_message WHERE consumer_group = $1 AND stream = $2 AND seq <= $3`;
const MORE = `SELECT 1 FROM messaging.parked_message WHERE consumer_group = $1 AND stream = $2 LIMIT 1`;
const MOVE = 'UPDATE messaging.consumer_mark SET seq = $3 WHERE consumer_group = $1 AND stream = $2';
const LIST = `
  SELECT m.stream, m.parked AS parking, m.parked_code AS code, m.parked_at AS "parkedAt", m.seq + 1 AS "nextSeq", count(p.seq)::int AS stored
  FROM messaging.consumer_mark m LEFT JOIN messaging.parked_message p USING (consumer_group, stream)
  WHERE m.consumer_group = $1 AND m.parked IS NOT NULL GROUP BY m.consumer_group, m.stream ORDER BY m.parked_at LIMIT 1000`;

/** What a group has put aside, and the way back. */
export class ParkedStreams<Tx extends SqlExecutor> {
  private readonly marks: Marks;

  constructor(
    private readonly group: string,
    private readonly transactions: Transactions<Tx>,
    private readonly handle: EventHandler<Tx>,
  ) {
    this.marks = new Marks(group);
  }

  /** Oldest first, at most 1,000. */
  list(): Promise<ParkedStream[]> {
    return this.transactions.run(async (tx) => {
      const rows = rowsOf<ParkedStream & { nextSeq: string }>(await tx.query(LIST, [this.group]));
      return rows.map((row) => ({ ...row, nextSeq: BigInt(row.nextSeq) }));
    });
  }

  /**
   * Applies the stored messages in order, one transaction each, until none is left, one is missing or one is refused.
   * New messages of the stream keep being stored behind until then. Safe to call at any time, from any process, twice.
   */
  async release(stream: string): Promise<Release> {
    for (let applied = 0; ; applied += 1) {
      let event: ReceivedEvent | undefined;
      try {
        const step = await this.transactions.run((tx) => this.step(tx, stream, (next) => (event = next)));
        if (step !== 'applied') return { applied, parked: step };
      } catch (error) {
        if (!event || kindOf(error) !== 'poison') throw error;
        await this.hold(event, codeOf(error));
        return { applied, parked: 'poison' };
      }
    }
  }

  /** Gives up the one message that holds the stream (refused or missing), then releases what waits behind it. */
  async releaseWithoutNext(stream: string, expectedSeq: bigint): Promise<Release> {
    await this.transactions.run(async (tx) => {
      const mark = await this.marks.lock(tx, stream);
      if (mark.parked && mark.seq + 1n === expectedSeq) await this.move(tx, stream, expectedSeq);
    });
    return this.release(stream);
  }

  private async step(tx: Tx, stream: string, found: (event: ReceivedEvent) => void): Promise<'applied' | 'gap' | null> {
    const mark = await this.marks.lock(tx, stream);
    if (!mark.parked) return null;
    await tx.query(FORGET, [this.group, stream, mark.seq.toString()]);
    const seq = mark.seq + 1n;
    const next = rowsOf<{ topic: string; value: string }>(
      await tx.query(NEXT, [this.group, stream, seq.toString()]),
    )[0];
    if (!next) return this.rest(tx, stream, mark.parked);
    const event = readCloudEvent(next.topic, Buffer.from(next.value));
    found(event);
    await this.move(tx, stream, seq);
    await this.handle(event, tx);
    return 'applied';
  }

  private async rest(tx: Tx, stream: string, parking: Parking): Promise<'gap' | null> {
    const more = rowsOf(await tx.query(MORE, [this.group, stream])).length > 0;
    if (!more) await this.marks.unpark(tx, stream);
    else if (parking !== 'gap') await this.marks.park(tx, stream, 'gap', null);
    return more ? 'gap' : null;
  }

  private async move(tx: Tx, stream: string, seq: bigint): Promise<void> {
    const params = [this.group, stream, seq.toString()];
    await tx.query(MOVE, params);
    await tx.query(FORGET, params);
  }

  private hold(event: ReceivedEvent, code: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const mark = await this.marks.lock(tx, event.stream);
      if (mark.parked && event.seq === mark.seq + 1n) await this.marks.park(tx, event.stream, 'poison', code);
    });
  }
}
