import { BackOff } from './back-off.js';
import { WakeUp } from './wake-up.js';

/** Where a move says how far it is: ids, counts and codes only. */
interface MoveLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

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
  readonly log: MoveLog;
  /** One short piece, whole or not at all, and harmless when it is done twice or by two at once. */
  readonly batch: () => Promise<Moved>;
}

const WAIT_MS = 2_000;

/**
 * Moves what a release before left behind, batch by batch, beside everything else: a process that is killed leaves the rest to
 * the next that starts. Waits, with back-off and a line, for what is away.
 */
export class MoveWhatStands {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(250, 30_000);
  private running: Promise<void> | undefined;
  private moved = 0;
  private stays = 0;

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
    const { what, log } = this.options;
    while (!this.wake.stopped) {
      const left = await this.once();
      if (left === 'done') break;
      if (left === 'waits') await this.wake.wait(WAIT_MS);
    }
    if (this.stays > 0) {
      const { moved, stays } = this;
      log.warn({ moved, stays }, `${what}: not all could be moved; the next start tries again`);
    } else if (this.moved > 0) log.info({ moved: this.moved }, `${what}: moved`);
  }

  private async once(): Promise<Moved['left']> {
    const { what, log, batch } = this.options;
    try {
      const { moved, left, stays = 0 } = await batch();
      this.moved += moved;
      this.stays += stays;
      this.away.reset();
      return left;
    } catch (err) {
      const delayMs = this.away.next();
      log.warn({ err, delayMs, moved: this.moved }, `${what}: a batch could not be moved; it is tried again`);
      await this.wake.backOff(delayMs);
      return 'more';
    }
  }
}
