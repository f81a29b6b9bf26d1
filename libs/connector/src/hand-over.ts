import { passesByItself } from '#libs/contracts';
import type { MessagingLog } from '#libs/messaging';
import { parse, stringify } from 'lossless-json';
import { openDeliveryText, SealingError } from '#libs/sealing';
import type { DeliveredContent, DeliveryHandler } from './delivery-handler.js';
import type { OfferedDelivery } from './delivery-source.js';
import { MAX_OPENING, type Opening, type RelayApi } from './relay-api.js';
import type { SequenceStore } from './sequence-store.js';

/** The broker refused an opening for a reason that passes by itself: the delivery keeps its place and is asked for again. */
export class NotNow extends Error {
  override readonly name = 'NotNow';

  constructor(readonly reason: string) {
    super(`the broker cannot open it now (${reason})`);
  }
}

/**
 * Opens deliveries, hands what is inside to the agency's handler and forgets it: key and plaintext live in this call alone.
 * A mark moves only after its delivery was handled, so a crash between the two opens it again. One resident whose delivery
 * cannot be handled now, or whose opening the broker refuses for the moment only, holds back nobody else in the batch.
 */
export class HandOver {
  constructor(
    private readonly api: RelayApi,
    private readonly store: SequenceStore,
    private readonly handler: DeliveryHandler,
    private readonly log: MessagingLog,
  ) {}

  /** Rejects when something is left to be tried again; what was handled by then is marked. */
  async handOver(offered: readonly OfferedDelivery[]): Promise<void> {
    const fresh = await this.unhandled(offered);
    for (let at = 0; at < fresh.length; at += MAX_OPENING) {
      const failure = await this.batch(fresh.slice(at, at + MAX_OPENING));
      if (failure) throw failure;
    }
  }

  /** Replays and repeats are skipped; a hole means that the topic was cut, and is said, not waited for. */
  private async unhandled(offered: readonly OfferedDelivery[]): Promise<OfferedDelivery[]> {
    const reached = new Map<string, bigint>();
    const fresh: OfferedDelivery[] = [];
    for (const delivery of offered) {
      const { stream, seq } = delivery;
      const mark = reached.get(stream) ?? (await this.store.highWater(stream));
      if (seq <= mark) continue;
      if (mark > 0n && seq > mark + 1n) {
        this.log.warn({ stream, from: (mark + 1n).toString(), to: (seq - 1n).toString() }, 'deliveries are missing');
      }
      reached.set(stream, seq);
      fresh.push(delivery);
    }
    return fresh;
  }

  /** The first failure of the handler, after everybody else of the batch was served. */
  private async batch(deliveries: readonly OfferedDelivery[]): Promise<Error | undefined> {
    const openings = await this.api.open(deliveries.map(({ deliveryId }) => deliveryId));
    const marks = new Map<string, bigint>();
    const held = new Set<string>();
    let failure: Error | undefined;
    for (const delivery of deliveries) {
      if (held.has(delivery.stream)) continue;
      try {
        await this.one(delivery, openings.get(delivery.deliveryId));
        marks.set(delivery.stream, delivery.seq);
      } catch (error) {
        held.add(delivery.stream);
        failure ??= error instanceof Error ? error : new Error('the handler failed', { cause: error });
      }
    }
    await this.store.advance(marks);
    return failure;
  }

  private async one(delivery: OfferedDelivery, opening: Opening | undefined): Promise<void> {
    const { deliveryId, resident, sealed } = delivery;
    // Handlers write what they are given as JSON, which knows no bigint; a stream of 2^53 deliveries is none that can be.
    const seq = Number(delivery.seq);
    const refuse = (reason: string, explain: string | null = null): Promise<void> =>
      this.handler.refused({ deliveryId, resident, seq, reason, explain });
    if (!opening) return refuse('unknown');
    if (opening.outcome === 'deny' && passesByItself(opening.reason)) throw new NotNow(opening.reason);
    if (opening.outcome === 'deny') return refuse(opening.reason, opening.explain);
    if (sealed === null) return refuse('not-listed');
    const content = await unseal(sealed, opening.contentKey, deliveryId);
    if (content === null) return refuse('unreadable');
    return this.handler.opened({ ...content, deliveryId, resident, seq, entryId: opening.entryId });
  }
}

async function unseal(sealed: string, contentKey: string, deliveryId: string): Promise<DeliveredContent | null> {
  try {
    return readContent(await openDeliveryText(sealed, Buffer.from(contentKey, 'base64url'), deliveryId));
  } catch (error) {
    if (error instanceof SealingError) return null;
    throw error;
  }
}

/** What was sealed, with the text of the body beside it as it was sent. */
function readContent(text: string): DeliveredContent {
  const content = JSON.parse(text) as DeliveredContent;
  const { record } = parse(text) as { record: { body: unknown } };
  return { ...content, record: { ...content.record, bodyText: stringify(record.body)! } };
}
