import type { SqlExecutor, Transactions } from '#libs/persistence';
import { Marks, type EventHandler, type Inbox, type Outcome, type ReceivedEvent } from '#libs/messaging';

/** Seeded fault: the mark is written in another transaction than the effect, before it or after it. */
export class SplitInbox<Tx extends SqlExecutor> implements Inbox {
  private readonly marks: Marks;

  constructor(
    group: string,
    private readonly transactions: Transactions<Tx>,
    private readonly handle: EventHandler<Tx>,
    private readonly order: 'mark-first' | 'effect-first',
  ) {
    this.marks = new Marks(group);
  }

  async accept(events: readonly ReceivedEvent[]): Promise<Outcome[]> {
    for (const event of events) await this.acceptOne(event);
    return events.map(() => 'applied');
  }

  park(): Promise<void> {
    throw new Error('not part of this fault');
  }

  private async acceptOne(event: ReceivedEvent): Promise<void> {
    if (this.order === 'mark-first') {
      const moved = await this.transactions.run((tx) => this.marks.advance(tx, event.stream, event.seq));
      if (moved) await this.transactions.run((tx) => this.handle(event, tx));
      return;
    }
    const mark = await this.transactions.run((tx) => this.marks.lock(tx, event.stream));
    if (event.seq !== mark.seq + 1n) return;
    await this.transactions.run((tx) => this.handle(event, tx));
    await this.transactions.run((tx) => this.marks.advance(tx, event.stream, event.seq));
  }
}
