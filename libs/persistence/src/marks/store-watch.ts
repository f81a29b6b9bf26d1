import type { LogLines } from '#libs/contracts';
import { compareWithStore, readStanding, type Standing, type StandingSql, type Verdict } from './compare-with-store.js';
import { type Mark, type MarkStore, MarkStoreAway } from './mark-store.js';

const EVERY_MS = 1_000;
/** No transaction of an app lives as long: a mark of that age is committed, or never will be. */
const ON_ITS_WAY_MS = 10_000;
/** A change that was cut short later is found by then at the latest, ten seconds after its mark at the earliest. */
const COMPARE_EVERY_MS = 30_000;
const TIDY_EVERY_MS = 3_600_000;

const WORDS: Readonly<Record<Exclude<Verdict, 'same'>, string>> = {
  restored:
    'the database is older than the restart-proof store: it was restored. Nothing is disclosed until an operator runs npm run recover',
  lost: 'the restart-proof store is empty and the database is not new: MARKS_DIR is wrong, or the store is lost (npm run recover --store-lost)',
  foreign: 'the restart-proof store belongs to another database: MARKS_DIR is wrong, or one of the two is left over',
};

export interface StoreWatchOptions {
  readonly sql: StandingSql;
  readonly store: MarkStore;
  readonly log: Pick<LogLines, 'info' | 'error'>;
  readonly everyMs?: number;
  readonly compareEveryMs?: number;
}

/**
 * Vouches for the database (ADR 22): compares it with the restart-proof store when this process starts, whenever nobody
 * vouches any more, and twice a minute for what was cut short; renews the lease each second, and tidies the store each hour.
 * Any number of processes may do it; none needs to.
 */
export class StoreWatch {
  private finding: string | null = 'not compared yet';
  private isAway = false;
  private compared = false;
  private comparedAt = -Infinity;
  private stopped = false;
  private resume: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private tidied: Promise<void> | undefined;
  private tidiedAt = -Infinity;

  constructor(private readonly options: StoreWatchOptions) {}

  start(): void {
    this.running ??= this.watch();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.resume?.();
    await this.running;
    await this.tidied;
  }

  /** Rejects, saying why, while this process cannot vouch for the database. For `/readyz`. */
  async check(): Promise<void> {
    if (this.finding === null) return;
    throw this.isAway ? new MarkStoreAway(this.finding) : new Error(this.finding);
  }

  /** One look. Returns why nobody may rely on the database, null where this process vouches for it. */
  async round(): Promise<string | null> {
    const { sql, store } = this.options;
    const standing = await readStanding(sql);
    const isFresh = performance.now() - this.comparedAt < (this.options.compareEveryMs ?? COMPARE_EVERY_MS);
    if (this.compared && isFresh && standing.holds) await store.check();
    else {
      const found = await this.compare(standing);
      if (found !== null) return found;
    }
    await sql.query('SELECT fence.renew_v1($1)', [standing.nonce]);
    return null;
  }

  private async compare(standing: Standing): Promise<string | null> {
    const { sql, store } = this.options;
    const { verdict, missing } = await compareWithStore(sql, store, standing);
    this.isAway = verdict === 'foreign' || verdict === 'lost';
    if (verdict === 'restored') await sql.query('SELECT fence.find_restored_v2($1)', [standing.incarnation]);
    if (verdict !== 'same') return `${WORDS[verdict]} (${store.place})`;
    const settled = missing.filter(({ at }) => Date.now() - at >= ON_ITS_WAY_MS);
    if (settled.length > 0) await this.bar(settled);
    // What may be on its way is looked at again.
    this.compared = settled.length === missing.length;
    this.comparedAt = performance.now();
    return null;
  }

  /** Says so once: what it barred before is not counted again. */
  private async bar(settled: readonly Mark[]): Promise<void> {
    const { rows } = await this.options.sql.query<{ barred: string }>(
      `SELECT fence.bar_v1($1::jsonb, 'unfinished') AS barred`,
      [JSON.stringify(settled)],
    );
    const barred = Number(rows[0]!.barred);
    if (barred > 0)
      this.options.log.error(
        { barred },
        'changes were cut short: what they touch is denied until an officer reconciles it',
      );
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      let found: string | null;
      try {
        found = await this.round();
      } catch (err) {
        this.isAway = err instanceof MarkStoreAway;
        found = err instanceof MarkStoreAway ? err.message : 'database or restart-proof store are away';
        if (this.finding !== found) this.options.log.error({ err }, 'nobody vouches for the database from here');
      }
      if (found !== this.finding) this.tell(found);
      if (found === null) this.tidy();
      await this.pause();
    }
  }

  /** Now and then, and beside the rounds: the lease is not kept waiting for it. */
  private tidy(): void {
    if (performance.now() - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = performance.now();
    this.tidied = this.options.store
      .tidy()
      .catch((err: unknown) =>
        this.options.log.error({ err }, 'the restart-proof store was not tidied and goes on to grow'),
      );
  }

  private tell(found: string | null): void {
    this.finding = found;
    if (found === null) this.options.log.info({}, 'the database agrees with the restart-proof store');
    else {
      this.compared = false;
      this.options.log.error({}, found);
    }
  }

  private pause(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.everyMs ?? EVERY_MS);
      this.resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
