import { type SqlExecutor, type Transactions, WakeUp } from '#libs/persistence';
import { readCloudEvent, UnreadableMessage, type ReceivedEvent } from '../cloud-event.js';
import { silentLog, type MessagingLog } from '../messaging-log.js';
import type { ReceivedBatch, ReceivedMessage, Source } from '../sources/source.js';
import { attempt, DEFAULT_LIMITS, type AttemptLimits } from './attempts.js';
import { PgInbox, type EventHandler, type Inbox, type Outcome, type UnreadableItem } from './inbox.js';
import { ParkedStreams, type ParkedStream, type Release } from './parked-streams.js';

export interface ConsumerOptions<Tx extends SqlExecutor> {
  /** Names the marks; one group applies each event once, whichever of its processes reads it. The source has the same. */
  readonly group: string;
  readonly source: Source;
  readonly transactions: Transactions<Tx>;
  /** One for every event; or by event type, and a type that is not named is passed over (its mark still moves). */
  readonly handlers: EventHandler<Tx> | Readonly<Record<string, EventHandler<Tx>>>;
  readonly log?: MessagingLog;
  readonly limits?: AttemptLimits;
  /** Most events in one transaction; a failing lot is tried again one by one. */
  readonly lotSize?: number;
  /** After each commit that applied something: kick the shipper here if handlers publish. */
  readonly onCommitted?: () => void;
  /** Replaced by the seeded faults of test/messaging only. */
  readonly inbox?: Inbox;
}

interface Lot {
  readonly events: ReceivedEvent[];
  readonly unreadable: UnreadableItem[];
}

/**
 * Applies a group's events: exactly once in effect, in `seq` order within a stream. One transaction moves the mark,
 * makes the effect and publishes what follows from it; the sink's offset is committed later and may lag.
 * An event that its handler keeps refusing parks its own stream and nothing else (design 6).
 */
export class ConsumerRunner<Tx extends SqlExecutor = SqlExecutor> {
  private readonly wake = new WakeUp();
  private readonly log: MessagingLog;
  private readonly inbox: Inbox;
  private readonly parkedStreams: ParkedStreams<Tx>;

  constructor(private readonly options: ConsumerOptions<Tx>) {
    const { group, transactions, handlers } = options;
    const handle = typeof handlers === 'function' ? handlers : byType(handlers);
    this.log = options.log ?? silentLog;
    this.inbox = options.inbox ?? new PgInbox(group, transactions, handle);
    this.parkedStreams = new ParkedStreams(group, transactions, handle);
  }

  start(): void {
    this.options.source.start((batch) => this.receive(batch));
  }

  /** Lets the event in work finish and leaves the group. Idempotent. */
  async stop(): Promise<void> {
    this.wake.stop();
    await this.options.source.stop();
  }

  parked(): Promise<ParkedStream[]> {
    return this.parkedStreams.list();
  }

  /** Tries a parked stream's messages again, in order. Audit who asked for it: that is the caller's. */
  async releaseParked(stream: string): Promise<Release> {
    return this.released(stream, await this.parkedStreams.release(stream));
  }

  /** Gives up the event that holds the stream, which must be `seq`, and releases the rest. Its effect never happens. */
  async releaseWithoutNext(stream: string, seq: bigint): Promise<Release> {
    return this.released(stream, await this.parkedStreams.releaseWithoutNext(stream, seq));
  }

  private async receive(batch: ReceivedBatch): Promise<void> {
    const size = this.options.lotSize ?? 50;
    for (let at = 0; at < batch.messages.length; at += size) {
      const messages = batch.messages.slice(at, at + size);
      if (!this.wanted(batch) || !(await this.acceptLot(batch, messages))) return;
    }
  }

  /** False when the partition was taken away before all of it was settled. */
  private async acceptLot(batch: ReceivedBatch, messages: readonly ReceivedMessage[]): Promise<boolean> {
    const lot = sortOut(batch, messages);
    try {
      await this.look(lot, await this.inbox.accept(lot.events, lot.unreadable));
      batch.settled(messages.at(-1)!.offset);
      return true;
    } catch {
      // One by one, so that only the message at fault is held against.
    }
    for (const message of messages) {
      if (!(await this.acceptSingly(batch, sortOut(batch, [message])))) return false;
      batch.settled(message.offset);
    }
    return true;
  }

  private async acceptSingly(batch: ReceivedBatch, lot: Lot): Promise<boolean> {
    const result = await this.persist(batch, async () =>
      this.look(lot, await this.inbox.accept(lot.events, lot.unreadable)),
    );
    if (result === 'interrupted') return false;
    if ('done' in result) return true;
    return lot.events[0] ? this.park(batch, lot.events[0], result.refused) : cannotKeep(result.refused);
  }

  private async park(batch: ReceivedBatch, event: ReceivedEvent, code: string): Promise<boolean> {
    const parking = await this.persist(batch, () => this.inbox.park(event, code));
    if (parking === 'interrupted') return false;
    if ('refused' in parking) return cannotKeep(parking.refused);
    const { stream, seq, id, type } = event;
    const fields = { group: this.options.group, stream, seq: seq.toString(), eventId: id, eventType: type, code };
    this.log.error(fields, 'event refused; its stream is parked');
    return true;
  }

  private persist<T>(batch: ReceivedBatch, work: () => Promise<T>): ReturnType<typeof attempt<T>> {
    const limits = this.options.limits ?? DEFAULT_LIMITS;
    return attempt(
      work,
      () => this.wanted(batch),
      limits,
      (ms) => this.wake.backOff(ms),
      this.log,
    );
  }

  /** After a commit: a stream whose gap may have closed is released at once. */
  private async look(lot: Lot, outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.some((outcome) => outcome === 'applied' || outcome === 'gap')) this.options.onCommitted?.();
    const gaps = new Set(lot.events.filter((_, at) => outcomes[at] === 'gap').map((event) => event.stream));
    for (const stream of gaps) await this.releaseParked(stream);
  }

  private released(stream: string, release: Release): Release {
    const { group } = this.options;
    if (release.applied > 0) this.options.onCommitted?.();
    if (release.parked)
      this.log.warn({ group, stream, state: release.parked, count: release.applied }, 'stream stays parked');
    else this.log.info({ group, stream, count: release.applied }, 'stream released');
    return release;
  }

  private wanted(batch: ReceivedBatch): boolean {
    return !this.wake.stopped && batch.current();
  }
}

function byType<Tx extends SqlExecutor>(handlers: Readonly<Record<string, EventHandler<Tx>>>): EventHandler<Tx> {
  return async (event, tx) => {
    if (Object.hasOwn(handlers, event.type)) await handlers[event.type]!(event, tx);
  };
}

/** Neither applied nor put aside: leave it unsettled, let the source wait and deliver it again. */
function cannotKeep(code: string): never {
  throw new Error(`the database refuses to put a message aside (${code})`);
}

function sortOut(batch: ReceivedBatch, messages: readonly ReceivedMessage[]): Lot {
  const lot: Lot = { events: [], unreadable: [] };
  for (const { offset, value } of messages) {
    try {
      lot.events.push(readCloudEvent(batch.topic, value));
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      lot.unreadable.push({ topic: batch.topic, partition: batch.partition, offset, reason: error.message, value });
    }
  }
  return lot;
}
