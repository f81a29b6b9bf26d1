import { performance } from 'node:perf_hooks';
import { UnavailableError } from '#libs/http';
import { FewAtATime } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { CallRecord, type Recordable } from './call-record.js';

/** Calls at a time: while one commits, the next gathers whoever comes. */
const CALLS = 2;
/** Items of a call at most, but for a list that is longer by itself. */
const MOST_ITEMS = 50;
const PATIENCE_MS = 1_000;

interface Waiting {
  readonly list: readonly Recordable[];
  /** `performance.now()` from which it is not worth a call any more. */
  readonly until: number;
  readonly settle: (recorded: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Decisions of concurrent requests share a call (group commit), in the order of their coming. Strangers share nothing else: each
 * list stands or has moved by itself, and a call that is refused for what it holds is halved until the list at fault is alone.
 */
@Injectable()
export class RecordDecisions {
  private readonly waiting: Waiting[] = [];
  private readonly calls = new FewAtATime(CALLS, () => this.next());

  constructor(private readonly recording: CallRecord) {}

  /**
   * False where something that the list rests on has moved: nothing of it was recorded, and all of it is to be decided again.
   * @throws UnavailableError where no turn came within its second; and as the call did
   */
  async record(list: readonly Recordable[]): Promise<boolean> {
    if (list.length === 0) return true;
    return new Promise((settle, fail) => {
      this.waiting.push({ list, until: performance.now() + PATIENCE_MS, settle, fail });
      this.calls.pump();
    });
  }

  private next(): Promise<void> | undefined {
    return this.waiting.length === 0 ? undefined : this.carry(this.takeDue());
  }

  private takeDue(): Waiting[] {
    let items = 0;
    const end = this.waiting.findIndex(({ list }, at) => (items += list.length) > MOST_ITEMS && at > 0);
    const taken = this.waiting.splice(0, end === -1 ? this.waiting.length : end);
    const now = performance.now();
    for (const { until, fail } of taken) if (now >= until) fail(new UnavailableError('the record of decisions', 1));
    return taken.filter(({ until }) => now < until);
  }

  private async carry(lists: readonly Waiting[]): Promise<void> {
    if (lists.length === 0) return;
    try {
      const recorded = await this.recording.call(lists.map(({ list }) => list));
      lists.forEach(({ settle }, at) => settle(recorded[at]!));
    } catch (error) {
      if (lists.length === 1 || !isOfItsContent(error)) return lists.forEach(({ fail }) => fail(error));
      const half = Math.ceil(lists.length / 2);
      await this.carry(lists.slice(0, half));
      await this.carry(lists.slice(half));
    }
  }
}

/** SQLSTATE classes 22 and 23: what was sent is at fault, and nothing of it was recorded. */
const isOfItsContent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23][0-9A-Z]{3}$/.test(String(error.code));
