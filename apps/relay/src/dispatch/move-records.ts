import { Injectable } from '@nestjs/common';
import { KeyReader } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';

interface Joined {
  readonly resident_id: string;
  readonly joined_to: string;
}

interface Kept {
  readonly id: string;
  readonly sealedBody: Buffer;
}

const JOINED = {
  name: 'joined-residents',
  text: 'SELECT resident_id, joined_to FROM consent.joined_v1($1::uuid[])',
};
const RECORDS = {
  name: 'records-to-move',
  text: 'SELECT id, sealed_body AS "sealedBody" FROM relay.record WHERE resident_id = $1 ORDER BY received_at, id LIMIT 200',
};
const MOVE = { name: 'move-record', text: 'SELECT relay.move_record_v1($1, $2, $3, $4)' };
const BACKFILL = { name: 'backfill-joined', text: `SELECT relay.enqueue_v1($1, 'backfill')` };

/**
 * Records that were posted about somebody provisional, sealed with the key of the resident whom they turned out to be. Done
 * before any work about the one of before: a record that was accepted while they were joined comes over too. Idempotent.
 */
@Injectable()
export class MoveRecords {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  /** Returns those of the residents who are somebody else now, after their records have moved. */
  async run(residents: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.pool.query<Joined>({ ...JOINED, values: [[...new Set(residents)]] });
    for (const { resident_id: from, joined_to: into } of rows) await this.move(from, into);
    return new Set(rows.map((row) => row.resident_id));
  }

  private async move(from: string, into: string): Promise<void> {
    const keys = await this.keys.ofResidents(this.database.pool, [from, into]);
    const [before, after] = [keys.ofResident(from), keys.ofResident(into)];
    // An erased key: what it sealed cannot be read any more, and stays where it is.
    if (before.state === 'none' || after.state === 'none') return;
    for (;;) {
      const { rows } = await this.database.pool.query<Kept>({ ...RECORDS, values: [from] });
      for (const { id, sealedBody } of rows) {
        const body = before.open(sealedBody, `record/${id}`);
        await this.database.pool.query({ ...MOVE, values: [id, from, into, after.seal(body, `record/${id}`)] });
      }
      if (rows.length === 0) break;
    }
    await this.database.pool.query({ ...BACKFILL, values: [into] });
  }
}
