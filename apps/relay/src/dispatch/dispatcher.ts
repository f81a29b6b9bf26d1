import { Injectable } from '@nestjs/common';
import { BackOff, openLeaderConnection, WakeUp } from '#libs/messaging';
import { Log } from '#libs/telemetry';
import { RelayConfig } from '../config.js';
import { Shipping } from '../shipping/shipping.js';
import { PerformWork } from './perform-work.js';
import { WorkQueue } from './work.js';

const SHARDS = [0, 1, 2, 3];
/** Class of the dispatcher's advisory locks in the two-int form ("dsp" in ASCII), away from the fence's and the shipper's. */
const LOCK_CLASS = 0x647370;
const BATCH = 50;
const POLL_MS = 50;
const STANDBY_MS = 500;

/**
 * Turns accepted updates and changed consents into deliveries. Any number of processes run one; each shard has one
 * leader, by an advisory lock that falls with its connection. A leader that dies leaves its work in the queue; one that
 * only believes it leads is harmless, because `relay.disclose` offers a record to an agency once.
 */
@Injectable()
export class Dispatcher {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(50, 2_000);
  private running: Promise<void> | undefined;

  constructor(
    private readonly config: RelayConfig,
    private readonly queue: WorkQueue,
    private readonly perform: PerformWork,
    private readonly shipping: Shipping,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There is new work: call it after the commit that queued it. */
  kick(): void {
    this.wake.kick();
  }

  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.wake.stopped) {
      try {
        await this.lead();
      } catch (err) {
        const delayMs = this.away.next();
        this.log.warn({ attempt: this.away.attempt, delayMs, err }, 'dispatching waits: the database is away');
        await this.wake.backOff(delayMs);
      }
    }
  }

  private async lead(): Promise<void> {
    const connection = await openLeaderConnection(this.config.DATABASE_URL, 'relay-dispatcher');
    try {
      const led = new Set<number>();
      let nextTry = 0;
      while (!this.wake.stopped) {
        if (led.size < SHARDS.length && Date.now() >= nextTry) {
          const sql = 'SELECT s AS shard FROM unnest($1::int[]) AS s WHERE pg_try_advisory_lock($2, s)';
          const wanted = SHARDS.filter((shard) => !led.has(shard));
          const { rows } = await connection.client.query<{ shard: number }>(sql, [wanted, LOCK_CLASS]);
          for (const { shard } of rows) led.add(shard);
          nextTry = Date.now() + STANDBY_MS;
        }
        const work = led.size > 0 ? await this.queue.due([...led], BATCH) : [];
        if (work.length > 0) await this.perform.run(work);
        if (work.length > 0) this.shipping.kick();
        else await this.wake.wait(led.size > 0 ? POLL_MS : STANDBY_MS);
        this.away.reset();
      }
    } finally {
      await connection.close();
    }
  }
}
