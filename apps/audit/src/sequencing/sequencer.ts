import type { Log } from '#libs/telemetry';
import type { NoteSigner } from '#libs/tlog';
import { Pause } from './pause.js';
import { sequenceBatch } from './sequence-batch.js';
import type { SequencerConnection } from './sequencer-connection.js';
import type { SignedSize } from './signed-size.js';

export interface SequencerOptions {
  readonly connect: () => Promise<SequencerConnection>;
  readonly signer: NoteSigner;
  readonly sizes: SignedSize;
  readonly log: Log;
  /** Pause between looks at an empty staging table; with the batch itself, far below the merge delay of 2 s (design 7). */
  readonly intervalMs?: number;
  /** How often an unchanged head is computed and signed anew. */
  readonly confirmMs?: number;
  /** How often a stand-by tries to lead. */
  readonly standbyMs?: number;
  readonly batchLimit?: number;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** Under load several batches share one line in the restart-proof store. */
const PUBLISH_EVERY_MS = 200;

/**
 * Keeps the log growing: of all sequencers on a database one leads, by session advisory lock; the others wait to take
 * over. Losing the database, the lock or a batch only costs a reconnection with back-off, since a batch commits whole.
 */
export class Sequencer {
  readonly #pause = new Pause();
  readonly #options: Required<SequencerOptions>;
  #running: Promise<void> | undefined;
  #leading = false;

  constructor(options: SequencerOptions) {
    this.#options = { intervalMs: 200, confirmMs: 60_000, standbyMs: 500, batchLimit: 2_000, ...options };
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** Returns at once; failures are logged and retried until `stop`. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Finishes the batch at hand, gives up the lead and resolves. */
  async stop(): Promise<void> {
    this.#pause.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    let retry = FIRST_RETRY_MS;
    while (!this.#pause.closed) {
      const started = Date.now();
      try {
        await this.#connectAndLead();
      } catch (error) {
        retry = Date.now() - started > LONGEST_RETRY_MS ? FIRST_RETRY_MS : Math.min(retry * 2, LONGEST_RETRY_MS);
        this.#options.log.warn(
          { err: error, delayMs: retry },
          'the sequencer lost its connection or a batch; it tries again',
        );
        await this.#pause.wait(retry);
      }
    }
  }

  async #connectAndLead(): Promise<void> {
    const connection = await this.#options.connect();
    try {
      while (!this.#pause.closed && !(await connection.tryLead())) await this.#pause.wait(this.#options.standbyMs);
      if (this.#pause.closed) return;
      this.#leading = true;
      this.#options.log.info({}, 'the sequencer leads');
      await this.#lead(connection);
    } finally {
      this.#leading = false;
      await connection.close();
    }
  }

  /** The first round confirms the head, so a log whose tiles and checkpoint disagree is refused before it grows. */
  async #lead(connection: SequencerConnection): Promise<void> {
    const { signer, sizes, batchLimit, confirmMs, intervalMs } = this.#options;
    await sizes.begin(connection);
    let confirmAt = 0;
    let publishAt = 0;
    while (!this.#pause.closed) {
      const confirm = Date.now() >= confirmAt;
      const limit = confirmAt === 0 ? 0 : batchLimit;
      const { count, size } = await sequenceBatch(connection, signer, { limit, confirm, unpublished: true });
      if (count < limit || Date.now() >= publishAt) {
        await sizes.publish(connection, size);
        publishAt = Date.now() + PUBLISH_EVERY_MS;
      }
      if (count > 0 || confirm) confirmAt = Date.now() + confirmMs;
      if (count < limit) await this.#pause.wait(intervalMs);
    }
  }
}
