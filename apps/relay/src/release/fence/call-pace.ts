import { performance } from 'node:perf_hooks';

const MOST_ITEMS = 50;
/** What one call holds its locks for at most: a withdrawal waits for those that run. */
const CALL_MS = 8;
/** How much the newest call counts in what an item takes. */
const NEWEST = 0.2;

/** How many items a call takes, and how long those who wait will: from what items took of late. */
export class CallPace {
  /** Milliseconds an item, the call's own share included. */
  private itemMs = CALL_MS / MOST_ITEMS;

  constructor(private readonly calls: number) {}

  items(): number {
    return Math.max(1, Math.min(MOST_ITEMS, Math.floor(CALL_MS / this.itemMs)));
  }

  waitMs(waiting: number): number {
    return (waiting * this.itemMs) / this.calls;
  }

  async timed<T>(items: number, call: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await call();
    this.itemMs += NEWEST * ((performance.now() - began) / items - this.itemMs);
    return result;
  }
}
