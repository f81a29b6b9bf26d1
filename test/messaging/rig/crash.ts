import type pg from 'pg';
import { PoolTransactions, type OutgoingMessage, type Sink, type Transactions } from '#libs/messaging';
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

  constructor(
    pool: pg.Pool,
    private readonly crash: CrashPlan,
  ) {
    this.transactions = new PoolTransactions(pool);
  }

  async run<T>(work: (tx: pg.PoolClient) => Promise<T>): Promise<T> {
    const result = await this.transactions.run(work);
    this.crash.reached('after-commit');
    return result;
  }
}
