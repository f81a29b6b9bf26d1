import type { Settled } from './call-fence.js';
import type { FenceItem } from './fence-item.js';

export interface Submitting {
  /** Whether whoever asked is still there; asked right before the call. */
  readonly isWanted?: () => boolean;
  /** What only refuses goes before everything else, and is not turned away. */
  readonly refusals?: boolean;
  /** Hears of items that were recorded although the whole could not be answered. */
  readonly onUnanswered?: (ids: readonly string[]) => void;
}

/** Items that came together: answered together, in their order, or not at all. */
export class Submission {
  readonly answer: Promise<Settled[]>;
  private readonly settled = new Map<string, Settled>();
  private over = false;
  private resolve!: (settled: Settled[]) => void;
  private reject!: (error: unknown) => void;

  constructor(
    readonly items: readonly FenceItem[],
    private readonly how: Submitting,
  ) {
    this.answer = new Promise<Settled[]>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  isWanted(): boolean {
    return !this.over && (this.how.isWanted?.() ?? true);
  }

  settle(result: Settled): void {
    if (this.over) return this.unanswered([result]);
    this.settled.set(result.id, result);
    if (this.settled.size === this.items.length) this.resolve(this.items.map(({ id }) => this.settled.get(id)!));
  }

  fail(error: unknown): void {
    if (this.over) return;
    this.over = true;
    this.unanswered([...this.settled.values()]);
    this.reject(error);
  }

  private unanswered(results: readonly Settled[]): void {
    const recorded = results.flatMap(({ id, result }) => (result === 'recorded' ? [id] : []));
    if (recorded.length > 0) this.how.onUnanswered?.(recorded);
  }
}
