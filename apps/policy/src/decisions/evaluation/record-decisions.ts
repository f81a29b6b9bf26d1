import { UnavailableError } from '#libs/http';
import { SharedWrite } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { CallRecord, type Recordable } from './call-record.js';

const MOST_ITEMS = 50;
const PATIENCE_MS = 1_000;

/** Decisions of concurrent requests share a call: each list stands or has moved by itself. */
@Injectable()
export class RecordDecisions {
  private readonly calls: SharedWrite<Recordable, boolean>;

  constructor(recording: CallRecord) {
    this.calls = new SharedWrite({
      most: MOST_ITEMS,
      write: (lists) => recording.call(lists),
      patience: { ms: PATIENCE_MS, error: () => new UnavailableError('the record of decisions', 1) },
    });
  }

  /**
   * False where something that the list rests on has moved: nothing of it was recorded, and all of it is to be decided again.
   * @throws UnavailableError where no turn came within its second; and as the call did
   */
  async record(list: readonly Recordable[]): Promise<boolean> {
    return list.length === 0 || this.calls.of(list);
  }
}
