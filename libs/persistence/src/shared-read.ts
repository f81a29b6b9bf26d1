import { FewAtATime } from './few-at-a-time.js';

/** Statements at a time: while one runs, the next gathers whoever comes. */
const READS = 2;
const MOST = 50;

interface Waiting<Wanted, Found> {
  readonly wanted: Wanted;
  readonly resolve: (found: Found) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads of concurrent requests share a statement, which is sent after each of them asked: nobody is answered from before their
 * question. Whoever asks takes out of the answer what is theirs. Where a shared statement fails, each is read alone.
 */
export class SharedRead<Wanted, Found> {
  private readonly waiting: Waiting<Wanted, Found>[] = [];
  private readonly reads = new FewAtATime(READS, () => this.next());

  constructor(private readonly read: (wanted: readonly Wanted[]) => Promise<Found>) {}

  of(wanted: Wanted): Promise<Found> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ wanted, resolve, reject });
      this.reads.pump();
    });
  }

  private next(): Promise<void> | undefined {
    return this.waiting.length === 0 ? undefined : this.carry(this.waiting.splice(0, MOST));
  }

  private async carry(together: readonly Waiting<Wanted, Found>[]): Promise<void> {
    try {
      const found = await this.read(together.map(({ wanted }) => wanted));
      for (const { resolve } of together) resolve(found);
    } catch (error) {
      if (together.length === 1) return together[0]!.reject(error);
      await Promise.all(together.map((one) => this.carry([one])));
    }
  }
}
