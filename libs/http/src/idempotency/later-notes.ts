import { setTimeout as after } from 'node:timers/promises';
import { Log } from '#libs/telemetry';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
/** Shorter than any lease that carries what is given up here, so that a late note finds nobody else's. */
const TRY_FOR_MS = 45_000;
const MOST_AT_ONCE = 2_000;

/**
 * Notes about what is decided by now: an answer that went out, a key or a form that is free again. One that cannot be written
 * must not turn that round, so it is logged and tried again beside, for less than a minute and never beyond the app's end;
 * whatever it is about has a lease that ends without it.
 */
@Injectable()
export class LaterNotes implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private waiting = 0;

  constructor(@Inject(Log) private readonly log: Log) {}

  /** Resolves after the first try, whatever became of it. `what` is for the log: no more than words. */
  async write(what: string, note: () => Promise<void>): Promise<void> {
    try {
      await note();
    } catch (error) {
      this.log.warn({ err: error }, `${what} could not be noted: it is tried again`);
      // It takes care of its own failures.
      void this.again(what, note);
    }
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async again(what: string, note: () => Promise<void>): Promise<void> {
    if (this.waiting >= MOST_AT_ONCE) return this.log.warn({ waiting: this.waiting }, `${what} is left to its lease`);
    this.waiting += 1;
    const { signal } = this.stopping;
    const deadline = Date.now() + TRY_FOR_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      // Ends early with the app, which the next line sees.
      await after(pause, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) break;
      try {
        await note();
        break;
      } catch (error) {
        if (Date.now() < deadline) continue;
        this.log.warn({ err: error }, `${what} is left to its lease`);
        break;
      }
    }
    this.waiting -= 1;
  }
}
