import { performance } from 'node:perf_hooks';
import { FewAtATime } from './few-at-a-time.js';
import { isOfContent } from './outcome-unknown.js';

/** Calls at a time: while one commits, the next gathers whoever comes. */
const CALLS = 2;

export interface SharedWriting<Item, Answer> {
  /** Items of a call at most, but for a list that is longer by itself. */
  readonly most: number;
  /** One autocommitted statement. An answer for each list, in their order; rejects as a whole. */
  readonly write: (lists: readonly (readonly Item[])[]) => Promise<readonly Answer[]>;
  /** Whoever got no turn until then is told so, and nothing of theirs is written. */
  readonly patience?: { readonly ms: number; readonly error: () => Error };
}

/** What came together. */
export interface Waiting<Item, Answer> {
  readonly list: readonly Item[];
  /** `performance.now()` from which it is not worth a call any more. */
  readonly until: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes of concurrent requests share a call (group commit), in the order of their coming. Strangers share nothing else: what came
 * together is never parted and is answered for by itself, and a call that fails for what it holds is halved until the list at fault is
 * alone. One that failed otherwise, or of which it is not known, is not tried again: all in it are told.
 */
export class SharedWrite<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private readonly calls = new FewAtATime(CALLS, () => this.next());

  constructor(protected readonly writing: SharedWriting<Item, Answer>) {}

  of(list: readonly Item[]): Promise<Answer> {
    const until = performance.now() + (this.writing.patience?.ms ?? Infinity);
    return new Promise((resolve, reject) => {
      this.waiting.push({ list, until, resolve, reject });
      this.calls.pump();
    });
  }

  private next(): Promise<void> | undefined {
    return this.waiting.length === 0 ? undefined : this.carry(this.takeDue());
  }

  private takeDue(): Waiting<Item, Answer>[] {
    let items = 0;
    const end = this.waiting.findIndex(({ list }, at) => (items += list.length) > this.writing.most && at > 0);
    const taken = this.waiting.splice(0, end === -1 ? this.waiting.length : end);
    const now = performance.now();
    for (const { until, reject } of taken) if (now >= until) reject(this.writing.patience!.error());
    return taken.filter(({ until }) => now < until);
  }

  protected async carry(together: readonly Waiting<Item, Answer>[]): Promise<void> {
    if (together.length === 0) return;
    let answers: readonly Answer[];
    try {
      answers = await this.writing.write(together.map(({ list }) => list));
    } catch (error) {
      return this.failed(together, error);
    }
    together.forEach(({ resolve }, at) => resolve(answers[at]!));
  }

  protected async failed(together: readonly Waiting<Item, Answer>[], error: unknown): Promise<void> {
    if (together.length === 1 || !isOfContent(error)) return together.forEach(({ reject }) => reject(error));
    const half = Math.ceil(together.length / 2);
    await this.carry(together.slice(0, half));
    await this.carry(together.slice(half));
  }
}
