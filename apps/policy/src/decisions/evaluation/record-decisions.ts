import { DatabaseClock } from '#libs/pdp';
import type { Epochs } from '#libs/domain';
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
/** All of a call are one list of questions. */
const ASKED = 0;

/** One autocommitted statement that compares epochs and clock, and only then appends the entries: of all of them, or of none. */
@Injectable()
export class RecordDecisions {
  constructor(
    private readonly database: HotDatabase,
    private readonly clock: DatabaseClock,
  ) {}

  /** False where something that they rest on has moved: nothing was recorded, and they are to be decided again. */
  async record(decisions: readonly Recordable[]): Promise<boolean> {
    if (decisions.length === 0) return true;
    const items = decisions.map(({ restsOn, entry }) => ({ asked: ASKED, ...(restsOn ?? { compared: false }), entry }));
    const values = [JSON.stringify(items)];
    const { rows } = await this.database.pool.query<{ results: Result[] }>({ ...RECORD, values });
    const results = rows[0]!.results;
    this.clock.hear(results[0]!.at);
    return results.every(({ result }) => result === 'recorded');
  }
}
