import { BEFORE_EVERY_ID } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { KeyReader } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';

interface Joined {
  readonly resident_id: string;
  readonly joined_to: string;
}

interface Kept {
  readonly id: string;
  readonly source: string;
  readonly sealedBody: Buffer;
  readonly keyController: string | null;
}

interface MovedPage {
  readonly last: string | undefined;
  readonly moved: number;
  /** What a key that cannot be read holds, or would. */
  readonly left: number;
}

const JOINED = {
  name: 'joined-residents',
  text: 'SELECT resident_id, joined_to FROM consent.joined_v1($1::uuid[])',
};
const RECORDS = {
  name: 'records-to-move',
  text: 'SELECT id, source_agency AS source, sealed_body AS "sealedBody", key_controller AS "keyController" FROM relay.record WHERE resident_id = $1 AND id > $2 ORDER BY id LIMIT 200',
};
const MOVE = { name: 'move-record', text: 'SELECT relay.move_record_v2($1, $2, $3, $4, $5)' };
const BACKFILL = { name: 'backfill-joined', text: `SELECT relay.enqueue_v1($1, 'backfill')` };

/**
 * Records that were posted about somebody provisional, sealed with the key of the resident whom they turned out to be, at their source. Done
 * before any work about the one of before: a record that was accepted while they were joined comes over too. Idempotent. Rejects once
 * all others have moved where a key cannot be read: what it holds stays, and the work is still owed.
 */
@Injectable()
export class MoveRecords {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  /** Returns those of the residents who are somebody else now, after their records have moved. */
  async move(residents: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.pool.query<Joined>({ ...JOINED, values: [[...new Set(residents)]] });
    for (const { resident_id: from, joined_to: into } of rows) await this.movePerson(from, into);
    return new Set(rows.map((row) => row.resident_id));
  }

  private async movePerson(from: string, into: string): Promise<void> {
    let [moved, left] = [0, 0];
    for (let after: string | undefined = BEFORE_EVERY_ID; after !== undefined;) {
      const page = await this.movePage(from, into, after);
      [after, moved, left] = [page.last, moved + page.moved, left + page.left];
    }
    // Tried again and again for what stays, it would ask each time for what was refused already.
    if (moved > 0 || left === 0) await this.database.pool.query({ ...BACKFILL, values: [into] });
    if (left > 0) throw new Error(`${left} records of somebody joined stay: a key of theirs cannot be read`);
  }

  /** The last that was read, or nothing after the last page. An erased key, on either side: what it sealed cannot be read any more, or must not be again, and stays where it is. */
  private async movePage(from: string, into: string, last: string): Promise<MovedPage> {
    const { pool } = this.database;
    const { rows } = await pool.query<Kept>({ ...RECORDS, values: [from, last] });
    const sources = rows.map(({ source }) => source);
    const before = await this.keys.ofResidents(pool, [from], sources);
    const after = await this.keys.ofHoldings(
      pool,
      sources.map((controller) => ({ residentId: into, controller })),
    );
    let [moved, left] = [0, 0];
    for (const { id, source, sealedBody, keyController } of rows) {
      const [opening, sealing] = [before.at(from, keyController), after.at(into, source)];
      // None is made for one whose key at the place cannot be read.
      if ([opening, sealing, after.ofResident(into)].some(({ state }) => state === 'unreadable')) left += 1;
      if (opening.state !== 'held' || sealing.state !== 'held') continue;
      const body = sealing.sealText(opening.openText(sealedBody, `record/${id}`), `record/${id}`);
      await pool.query({ ...MOVE, values: [id, from, into, body, source] });
      moved += 1;
    }
    return { last: rows.at(-1)?.id, moved, left };
  }
}
