/** Waits that double from `firstMs` to `longestMs` with up to a quarter of jitter; `reset` after a success. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  /** How many times in a row something has failed. */
  get attempt(): number {
    return this.failures;
  }

  next(): number {
    const delay = Math.min(this.longestMs, this.firstMs * 2 ** Math.min(this.failures, 20));
    this.failures += 1;
    return Math.round(delay * (1 - this.random() / 4));
  }

  reset(): void {
    this.failures = 0;
  }
}
