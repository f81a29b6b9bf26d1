import type { LogLines } from '#libs/contracts';
import { BackOff } from './back-off.js';
import { WakeUp } from './wake-up.js';

export interface Moved {
  /** How many were moved. */
  readonly moved: number;
  /** `more` is asked for at once, what `waits` for something else after a while; nothing is asked once it is `done`. */
  readonly left: 'more' | 'waits' | 'done';
  /** How many of this batch could not be moved and are to be tried at the next start; none where it is left out. */
  readonly stays?: number;
}

export interface MoveOptions {
  /** What is moved, in words for whoever reads the log. */
  readonly what: string;
  readonly log: Pick<LogLines, 'info' | 'warn'>;
  /** One short piece, whole or not at all, and harmless when it is done twice or by two at once. */
  readonly batch: () => Promise<Moved>;
  /** How many are still to be looked at; asked once for each line. */
  readonly remaining: () => Promise<number>;
  /** How far apart lines are while it moves; another in specs only. */
  readonly sayEveryMs?: number;
}

const WAIT_MS = 2_000;
const SAY_EVERY_MS = 60_000;

/**
 * Moves what a release before left behind, batch by batch, beside everything else: a process that is killed leaves the rest to
 * the next that starts. Says how far it is when it begins, each minute and at its end; waits, with back-off and a line, for what
 * is away. Where nothing stands, nothing is said.
 */
export class MoveWhatStands {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(250, 30_000);
  private running: Promise<void> | undefined;
  private moved = 0;
  private stays = 0;
  private saidAt = -Infinity;

  constructor(private readonly options: MoveOptions) {}

  start(): void {
    this.running ??= this.move();
  }

  /** Resolves once nothing is left, or after `stop`. */
  async finished(): Promise<void> {
    await this.running;
  }

  /** Finishes the batch in hand and leaves the rest. Idempotent. */
  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async move(): Promise<void> {
    while (!this.wake.stopped) {
      const left = await this.once();
      if (left === 'done') break;
      if (left === 'waits') await this.wake.wait(WAIT_MS);
    }
  }

  private async once(): Promise<Moved['left']> {
    const { what, log, batch } = this.options;
    try {
      const { moved, left, stays = 0 } = await batch();
      this.moved += moved;
      this.stays += stays;
      this.away.reset();
      await this.tellHowFar(left);
      return left;
    } catch (err) {
      const delayMs = this.away.next();
      log.warn({ err, delayMs, moved: this.moved }, `${what}: a batch could not be moved; it is tried again`);
      await this.wake.backOff(delayMs);
      return 'more';
    }
  }

  protected async tellHowFar(left: Moved['left']): Promise<void> {
    if (left === 'done') return this.tellTheEnd();
    const { what, log, remaining, sayEveryMs = SAY_EVERY_MS } = this.options;
    if (performance.now() - this.saidAt < sayEveryMs) return;
    // Before it is asked: a count that fails is not asked for again with each batch.
    this.saidAt = performance.now();
    log.info({ moved: this.moved, left: await remaining() }, `${what}: being moved`);
  }

  private tellTheEnd(): void {
    const { what, log } = this.options;
    const { moved, stays } = this;
    if (stays > 0) log.warn({ moved, stays }, `${what}: not all could be moved; the next start tries again`);
    else if (moved > 0) log.info({ moved, left: 0 }, `${what}: all moved`);
  }
}
