import { setTimeout as wait } from 'node:timers/promises';
import type { ReceivedBatch, Source } from '#libs/messaging';

/** Seeded fault: says that a batch is settled, and lets the offset be committed, before the database has seen it. */
export class OffsetFirstSource implements Source {
  constructor(private readonly source: Source) {}

  start(receive: (batch: ReceivedBatch) => Promise<void>): void {
    this.source.start(async (batch) => {
      batch.settled(batch.messages.at(-1)!.offset);
      await wait(700);
      await receive({ ...batch, settled: () => undefined, current: () => batch.current() });
    });
  }

  stop(): Promise<void> {
    return this.source.stop();
  }
}
