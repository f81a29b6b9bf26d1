import type { Epochs } from '#libs/domain';
import { DatabaseClock } from '#libs/pdp';
import type { SealedEntry } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';

/** What a decision rests on; field names are those of the JSON of `policy.record_decisions_v1`. */
export interface RestsOn {
  readonly requesterId: string;
  readonly residentId: string;
  readonly epochs: Epochs;
  readonly decidedAt: string;
  /** `infinity` where time alone does not change it. */
  readonly notAfter: string;
}

/** A sealed decision, with what it rests on; what rests on nothing that could move is not compared. */
export interface Recordable {
  readonly restsOn: RestsOn | null;
  readonly entry: SealedEntry;
}

interface Result {
  readonly result: 'recorded' | 'moved';
  readonly at: string;
}

const RECORD = { name: 'record-decisions', text: 'SELECT policy.record_decisions_v1($1::jsonb) AS results' };

/** One autocommitted statement that compares epochs and clock, and only then appends the entries. */
@Injectable()
export class CallRecord {
  constructor(
    private readonly database: HotDatabase,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Whether each list was recorded; of one in which anything has moved nothing was. Rejects as a whole: then nothing was recorded,
   * or it is not known (`mayHaveHappened`).
   */
  async call(lists: readonly (readonly Recordable[])[]): Promise<boolean[]> {
    const items = lists.flatMap((list, asked) =>
      list.map(({ restsOn, entry }) => ({ asked, ...(restsOn ?? { compared: false }), entry })),
    );
    const values = [JSON.stringify(items)];
    const { rows } = await this.database.pool.query<{ results: Result[] }>({ ...RECORD, values });
    const results = rows[0]!.results;
    this.clock.hear(results[0]!.at);
    const moved = new Set(results.flatMap(({ result }, at) => (result === 'moved' ? [items[at]!.asked] : [])));
    return lists.map((_, asked) => !moved.has(asked));
  }
}
