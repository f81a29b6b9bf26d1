import type { SqlExecutor, Transactions } from '#libs/persistence';
import type { ReceivedEvent } from '../cloud-event.js';
import { Marks } from './mark.js';

/**
 * What a group does with an event. Runs inside the transaction that moves the mark: only what it does through `tx`
 * counts, and only once; it may be called again after a rollback. Must settle. Throws to refuse the event.
 */
export type EventHandler<Tx extends SqlExecutor> = (event: ReceivedEvent, tx: Tx) => Promise<void>;

/** A message that is not one of our events; kept aside, since it belongs to no stream. */
export interface UnreadableItem {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly reason: string;
  readonly value: Uint8Array;
}

/** `gap`: the stream stands parked behind a gap that may be closing, so its stored messages want a look. */
export type Outcome = 'applied' | 'skipped' | 'stored' | 'gap';

/** Applies events exactly once in effect. The seeded faults of test/messaging replace it. */
export interface Inbox {
  /** All in one transaction, or none. */
  accept(events: readonly ReceivedEvent[], unreadable: readonly UnreadableItem[]): Promise<Outcome[]>;
  /** Parks the stream of an event that the handler refuses, unless it has been applied meanwhile. */
  park(event: ReceivedEvent, code: string): Promise<void>;
}

const KEEP_UNREADABLE = `
  INSERT INTO messaging.unreadable_message (consumer_group, topic, partition, log_offset, reason, value, found_at)
  VALUES ($1, $2, $3, $4, $5, $6, fence.domain_now()) ON CONFLICT DO NOTHING`;

export class PgInbox<Tx extends SqlExecutor> implements Inbox {
  private readonly marks: Marks;

  constructor(
    private readonly group: string,
    private readonly transactions: Transactions<Tx>,
    private readonly handle: EventHandler<Tx>,
  ) {
    this.marks = new Marks(group);
  }

  accept(events: readonly ReceivedEvent[], unreadable: readonly UnreadableItem[]): Promise<Outcome[]> {
    return this.transactions.run(async (tx) => {
      const outcomes: Outcome[] = [];
      for (const event of events) outcomes.push(await this.acceptOne(tx, event));
      for (const { topic, partition, offset, reason, value } of unreadable) {
        await tx.query(KEEP_UNREADABLE, [this.group, topic, partition, offset.toString(), reason, Buffer.from(value)]);
      }
      return outcomes;
    });
  }

  park(event: ReceivedEvent, code: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const mark = await this.marks.lock(tx, event.stream);
      if (event.seq <= mark.seq) return;
      if (event.seq === mark.seq + 1n) await this.marks.park(tx, event.stream, 'poison', code);
      else if (!mark.parked) await this.marks.park(tx, event.stream, 'gap', null);
      await this.marks.store(tx, event);
    });
  }

  private async acceptOne(tx: Tx, event: ReceivedEvent): Promise<Outcome> {
    const advanced = await this.marks.advance(tx, event.stream, event.seq);
    if (advanced) {
      await this.handle(event, tx);
      return advanced.parked === 'gap' ? 'gap' : 'applied';
    }
    const mark = await this.marks.lock(tx, event.stream);
    if (event.seq <= mark.seq) return mark.parked === 'gap' ? 'gap' : 'skipped';
    if (!mark.parked) await this.marks.park(tx, event.stream, 'gap', null);
    await this.marks.store(tx, event);
    return mark.parked === 'poison' ? 'stored' : 'gap';
  }
}
