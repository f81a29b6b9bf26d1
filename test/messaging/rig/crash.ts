import type pg from 'pg';
import { type OutgoingMessage, type Sink } from '#libs/messaging';
import { PoolTransactions, type Transactions } from '#libs/persistence';
import type { CrashPoint, WorkerPlan } from './plan.js';

/** Counts calls of one point and dies there as `kill -9` would have it: no handler runs, no buffer is flushed. */
export class CrashPlan {
  private calls = 0;

  constructor(private readonly crash: WorkerPlan['crash']) {}

  reached(point: CrashPoint): void {
    if (this.crash?.at !== point) return;
    this.calls += 1;
    if (this.calls === this.crash.call) process.kill(process.pid, 'SIGKILL');
  }
}

export class CrashingSink implements Sink {
  constructor(
    private readonly sink: Sink,
    private readonly crash: CrashPlan,
  ) {}

  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    this.crash.reached('before-send');
    await this.sink.send(messages);
    this.crash.reached('after-send');
  }

  close(): Promise<void> {
    return this.sink.close();
  }
}

export class CrashingTransactions implements Transactions<pg.PoolClient> {
  private readonly transactions: PoolTransactions;
  private readonly effective = new Set<pg.PoolClient>();

  constructor(
    pool: pg.Pool,
    private readonly crash: CrashPlan,
  ) {
    this.transactions = new PoolTransactions(pool);
  }

  async run<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
    let used: pg.PoolClient | undefined;
    const result = await this.transactions.run((tx) => work((used = tx)));
    this.crash.reached('after-commit');
    if (used && this.effective.delete(used)) this.crash.reached('after-effect');
    return result;
  }

  /** Says that this transaction makes an effect: its commit is the crash point `after-effect`. */
  effect(tx: pg.PoolClient): void {
    this.effective.add(tx);
  }
}
