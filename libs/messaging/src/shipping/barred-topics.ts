import { BackOff } from '#libs/persistence';

/** Topics that refused, each waiting out its own back-off while the others go on. */
export class BarredTopics {
  private readonly bars = new Map<string, { until: number; backOff: BackOff }>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Those whose wait is not over yet. */
  current(): string[] {
    const now = this.now();
    return [...this.bars].filter(([, bar]) => bar.until > now).map(([topic]) => topic);
  }

  /** In how many milliseconds the first wait is over; Infinity where no topic waits. */
  nextInMs(): number {
    const now = this.now();
    const waits = [...this.bars.values()].map(({ until }) => until - now).filter((ms) => ms > 0);
    return Math.min(...waits);
  }

  /** Returns how long the topic waits now. */
  bar(topic: string): { delayMs: number; attempt: number } {
    const backOff = this.bars.get(topic)?.backOff ?? new BackOff(100, 30_000);
    const delayMs = backOff.next();
    this.bars.set(topic, { until: this.now() + delayMs, backOff });
    return { delayMs, attempt: backOff.attempt };
  }

  /** True when the topic had been barred. */
  clear(topic: string): boolean {
    return this.bars.delete(topic);
  }
}
