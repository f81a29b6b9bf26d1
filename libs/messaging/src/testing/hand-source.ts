import { cloudEventText } from '../cloud-event.js';
import type { ReceivedBatch, Source } from '../sources/source.js';

/** Hands over what a test gives it, as one partition. */
export class HandSource implements Source {
  settled = -1n;
  private receive!: (batch: ReceivedBatch) => Promise<void>;
  private next = 0n;

  start(receive: (batch: ReceivedBatch) => Promise<void>): void {
    this.receive = receive;
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Resolves when all of them are settled, or were not wanted any more. */
  async give(...texts: string[]): Promise<void> {
    const messages = texts.map((text) => ({ offset: this.next++, value: Buffer.from(text) }));
    const settled = (offset: bigint): void => void (this.settled = offset);
    await this.receive({ topic: 't.v1', partition: 0, messages, current: () => true, settled });
  }
}

/** An event as it stands in a topic, named by its place. */
export const eventText = (stream: string, seq: number, type = 'x.y.v1', data: unknown = {}): string =>
  cloudEventText('urn:test', {
    id: `${stream}-${seq}`,
    type,
    time: '2026-11-01T00:00:00Z',
    stream,
    seq: `${seq}`,
    data: JSON.stringify(data),
  });
