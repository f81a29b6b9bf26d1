import type { LogLines } from '#libs/contracts';
import type { Channel } from '../notifying/channels.js';
import { Notifications } from '../notifying/notifications.js';
import { Away } from './away.js';
import { BackOff } from './back-off.js';
import { type LeaderBounds, type LeaderConnection, type LeaderSql, openLeaderConnection } from './leader-connection.js';
import type { ShardLocks } from './shard-locks.js';
import { WakeUp } from './wake-up.js';

/** Whether there was something, so that it is asked again at once; or in how many milliseconds, as it stands, something falls due. */
export type Found = boolean | { readonly dueInMs: number };

/** Does what is due of the shards led. Long work asks `stopping` between its pieces and leaves the rest. */
export type ShardWork = (led: readonly number[], stopping: () => boolean) => Promise<Found>;

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
  /** Notified after each commit that makes work (`notifyAfterCommit`): who hears it need not poll. */
  readonly channel?: Channel;
  /** How long a leader without work waits at most before it looks again, where it hears of none; a kick cuts it short. */
  readonly longestPollMs?: number;
  /** The same where it hears: for what nobody told of, because who committed it died, or the notification was lost. */
  readonly safetyPollMs?: number;
  /** How long it waits at least after it found nothing, or less than all it can take: work that is cheaper together gathers. */
  readonly gatherMs?: number;
  /** Called at the start of each session of leadership, with its connection. */
  readonly begin: (connection: LeaderSql) => ShardWork;
}

const SHORTEST_POLL_MS = 5;
const LONGEST_POLL_MS = 200;
const SAFETY_POLL_MS = 5_000;
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
  /** Whether notifications reach this session. */
  private hears = false;
  private others: Notifications | undefined;

  constructor(private readonly options: ShardLeaderOptions) {}

  /** Whether this one leads any shard now. */
  get leading(): boolean {
    return this.leads > 0;
  }

  start(): void {
    this.running ??= this.keepLeading();
  }

  /** There is something new: call it after the commit that made it. Wakes other leaders, too. Cheap; never throws. */
  kick(): void {
    this.wake.kick();
    const { channel, shards } = this.options;
    if (channel && this.leads < shards.length) this.others?.notify(channel);
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
      // Before the first look, so that nothing falls between the two.
      await this.listen(connection);
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
        const found = leading && (await work([...led], () => this.wake.stopped || lost.aborted));
        // Who stands by has not tried what was away.
        if (leading) this.tellGoingOn();
        if (found === true) this.pollMs = SHORTEST_POLL_MS;
        else await this.idle(leading, found === false ? Infinity : found.dueInMs);
      }
    } finally {
      this.leads = 0;
      this.hears = false;
      this.others = undefined;
      lost.removeEventListener('abort', notice);
      await connection.close();
    }
  }

  private connect(): Promise<LeaderConnection> {
    const { databaseUrl, application, bounds, connect = openLeaderConnection } = this.options;
    return connect(databaseUrl, application, bounds);
  }

  private async listen(connection: LeaderConnection): Promise<void> {
    const { channel } = this.options;
    if (!channel) return;
    this.others = new Notifications(connection.client);
    await connection.listen(channel, (what) => {
      this.hears = true;
      if (what === 'news') this.wake.kick();
    });
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

  private async idle(leading: boolean, dueInMs: number): Promise<void> {
    await this.wake.backOff(this.options.gatherMs ?? 0);
    await this.wake.wait(leading ? Math.min(dueInMs, this.nextPollMs()) : this.standbyMs);
  }

  private nextPollMs(): number {
    const { longestPollMs = LONGEST_POLL_MS, safetyPollMs = SAFETY_POLL_MS } = this.options;
    if (this.hears) return safetyPollMs * (1 - Math.random() / 4);
    const { pollMs } = this;
    this.pollMs = Math.min(longestPollMs, pollMs * 2);
    return pollMs;
  }
}
