import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { publish } from '#libs/messaging';
import { notifyAfterCommit } from '#libs/persistence';
import { openPool } from './build-worker.js';
import { TOPIC } from './plan.js';

const WRITERS = 8;
const STREAMS = 12;

/** How one message is published; the SQL variants of seeded faults replace it. */
export type PublishOne = (tx: pg.PoolClient, stream: string, id: string) => Promise<bigint>;

export const publishOne: PublishOne = (tx, stream, id) =>
  publish(tx, { stream, topic: TOPIC, key: `key-${stream}`, type: TOPIC, id, data: { key: `key-${stream}` } });

/**
 * Concurrent business transactions over few streams: one or two messages each, commits held back at random so that
 * they overlap, one in ten rolled back. What committed stands in proof.written.
 */
export class Writers {
  private stopping = false;
  private readonly pool: pg.Pool;
  private readonly running: Promise<void>[];
  private left: number;

  constructor(
    databaseUrl: string,
    transactions: number,
    private readonly one: PublishOne = publishOne,
    private readonly pauseMs = 0,
  ) {
    this.pool = openPool(databaseUrl, WRITERS);
    this.left = transactions;
    this.running = Array.from({ length: WRITERS }, () => this.write());
  }

  /** All transactions are through. */
  async done(): Promise<void> {
    await Promise.all(this.running);
    await this.pool.end();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.done();
  }

  private async write(): Promise<void> {
    while (!this.stopping && this.left > 0) {
      this.left -= 1;
      await this.transaction().catch(() => undefined);
      if (this.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 2 * this.pauseMs));
    }
  }

  private async transaction(): Promise<void> {
    const tx = await this.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => void (broken = error);
    tx.on('error', onError);
    try {
      await tx.query('BEGIN');
      const streams = new Set(
        Array.from({ length: 1 + (Math.random() < 0.3 ? 1 : 0) }, () => Math.floor(Math.random() * STREAMS)),
      );
      for (const stream of [...streams].sort((a, b) => a - b)) {
        const id = randomUUID();
        const seq = await this.one(tx, `s${stream}`, id);
        await tx.query('INSERT INTO proof.written VALUES ($1, $2, $3)', [`s${stream}`, seq.toString(), id]);
      }
      await tx.query('SELECT pg_sleep(random() * 0.004)');
      await tx.query(Math.random() < 0.1 ? 'ROLLBACK' : 'COMMIT');
      notifyAfterCommit(this.pool, 'messaging.outbox');
    } catch (error) {
      broken ??= error as Error;
      throw error;
    } finally {
      tx.removeListener('error', onError);
      tx.release(broken);
    }
  }
}
