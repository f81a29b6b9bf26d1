import type { LogLines } from '#libs/contracts';
import { Away } from './away.js';
import { BackOff } from './back-off.js';
import { type LeaderBounds, type LeaderConnection, type LeaderSql, openLeaderConnection } from './leader-connection.js';
import type { ShardLocks } from './shard-locks.js';
import { WakeUp } from './wake-up.js';

/**
 * Does what is due of the shards led; true when there was something, so that it is asked again at once. Long work asks
 * `stopping` between its pieces and leaves the rest.
 */
export type ShardWork = (led: readonly number[], stopping: () => boolean) => Promise<boolean>;

export interface ShardLeaderOptions {
  /** One direct connection is kept; the leadership lives and dies with it. */
  readonly databaseUrl: string;
  /** Names the connection and the lines in the log: `messaging-shipper`. */
  readonly application: string;
  readonly shards: readonly number[];
  readonly locks: ShardLocks;
  readonly log: Pick<LogLines, 'info' | 'warn'>;
  readonly bounds?: LeaderBounds;
  /** Replaced in specs only, to cut it. */
  readonly connect?: typeof openLeaderConnection;
  /** How often one that stands by tries to lead. */
  readonly standbyMs?: number;
  /** How long a leader without work waits at most before it looks again; a kick cuts it short. */
  readonly longestPollMs?: number;
  /** Called at the start of each session of leadership, with its connection. */
  readonly begin: (connection: LeaderSql) => ShardWork;
}

const SHORTEST_POLL_MS = 5;
const LONGEST_POLL_MS = 200;
const STANDBY_MS = 500;

/**
 * Leads shards in the background: any number of processes may run one; each shard has one leader, by an advisory lock
 * that falls with the leader's connection, and the rest stand by. Who has lost that connection leads no more, whatever the work
 * itself asks through. Waits, with back-off and a line, for what is away.
 */
export class ShardLeader {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(50, 2_000);
  private running: Promise<void> | undefined;
  private pollMs = SHORTEST_POLL_MS;
  /** What the log was told of what is away, since the work last succeeded. */
  private told: string | undefined;
  private leads = 0;

  constructor(private readonly options: ShardLeaderOptions) {}

  /** Whether this one leads any shard now. */
  get leading(): boolean {
    return this.leads > 0;
  }

  start(): void {
    this.running ??= this.keepLeading();
  }

  /** There is something new: call it after the commit that made it. Cheap; never throws. */
  kick(): void {
    this.wake.kick();
  }

  /** Finishes the work in hand and gives up the leadership. Idempotent. */
  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async keepLeading(): Promise<void> {
    while (!this.wake.stopped) {
      try {
        await this.lead();
      } catch (err) {
        const delayMs = this.away.next();
        this.tellOutage(err);
        await this.wake.backOff(delayMs);
      }
    }
  }

  /** One session of leadership; a failure ends it, and with it the locks. */
  private async lead(): Promise<void> {
    const connection = await this.connect();
    const { lost } = connection;
    const notice = (): void => this.wake.kick();
    lost.addEventListener('abort', notice);
    try {
      const work = this.options.begin(connection.client);
      const led = new Set<number>();
      let nextTry = 0;
      while (!this.wake.stopped) {
        lost.throwIfAborted();
        if (led.size < this.options.shards.length && Date.now() >= nextTry) {
          await this.takeShards(connection.client, led);
          nextTry = Date.now() + this.standbyMs;
        }
        const leading = led.size > 0;
        const worked = leading && (await work([...led], () => this.wake.stopped || lost.aborted));
        // Who stands by has not tried what was away.
        if (leading) this.tellGoingOn();
        if (worked) this.pollMs = SHORTEST_POLL_MS;
        else await this.idle(leading);
      }
    } finally {
      this.leads = 0;
      lost.removeEventListener('abort', notice);
      await connection.close();
    }
  }

  private connect(): Promise<LeaderConnection> {
    const { databaseUrl, application, bounds, connect = openLeaderConnection } = this.options;
    return connect(databaseUrl, application, bounds);
  }

  private get standbyMs(): number {
    return this.options.standbyMs ?? STANDBY_MS;
  }

  private async takeShards(client: LeaderSql, led: Set<number>): Promise<void> {
    const { application, locks, log } = this.options;
    const wanted = this.options.shards.filter((shard) => !led.has(shard));
    const shards = await locks.acquire(client, wanted);
    for (const shard of shards) led.add(shard);
    this.leads = led.size;
    if (shards.length > 0 && this.away.attempt === 0)
      log.info({ check: application, shards }, 'leads these shards from now on');
  }

  /** Once an outage, and again where it turns out that something else is away: each further try says nothing new. */
  private tellOutage(err: unknown): void {
    const [what, cause] = err instanceof Away ? [err.what, err.cause] : ['something', err];
    const told = cause === err ? `${what}: ${String(err)}` : what;
    if (this.told === told) return;
    this.told = told;
    this.options.log.warn(
      { check: this.options.application, err: cause },
      `background work waits: ${what} is away. Nothing is lost, and it goes on by itself`,
    );
  }

  private tellGoingOn(): void {
    if (this.told !== undefined)
      this.options.log.info(
        { check: this.options.application, attempts: this.away.attempt },
        'background work goes on',
      );
    this.told = undefined;
    this.away.reset();
  }

  private async idle(leading: boolean): Promise<void> {
    await this.wake.wait(leading ? this.pollMs : this.standbyMs);
    this.pollMs = Math.min(this.options.longestPollMs ?? LONGEST_POLL_MS, this.pollMs * 2);
  }
}
