import { performance } from 'node:perf_hooks';

/** Most of what a call costs is the call: with fewer items it would hardly be over sooner, and the others wait for the next. */
const LEAST_ITEMS = 10;
const MOST_ITEMS = 50;
/** What one call holds its locks for, where that depends on how many items it has: a withdrawal waits for those that run. */
const CALL_MS = 8;
const LESS = 0.8;
/** How much the newest call counts in how long calls take. */
const NEWEST = 0.2;

/** How many items a call takes, and how long those who wait will: more while full calls are quick, fewer once they are not. */
export class CallPace {
  private most = LEAST_ITEMS;
  private callMs: number | undefined;

  constructor(
    private readonly calls: number,
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  items(): number {
    return Math.floor(this.most);
  }

  waitMs(waiting: number): number {
    return (Math.ceil(waiting / this.items()) * (this.callMs ?? 0)) / this.calls;
  }

  async timed<T>(items: number, call: () => Promise<T>): Promise<T> {
    const began = this.elapsedMs();
    const result = await call();
    const took = this.elapsedMs() - began;
    this.callMs = took * NEWEST + (this.callMs ?? took) * (1 - NEWEST);
    if (took > CALL_MS && items > LEAST_ITEMS) this.most = Math.max(LEAST_ITEMS, this.most * LESS);
    else if (took <= CALL_MS && items >= this.items()) this.most = Math.min(MOST_ITEMS, this.most + LEAST_ITEMS);
    return result;
  }
}
