import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import { MarkStore, requireStoreOf, written } from '#libs/persistence';
import { HotDatabase } from '../keys/hot-database.js';
import type { Retraction } from './record-result.dto.js';

const WHOSE = {
  name: 'resident-of-record',
  text: 'SELECT resident_id AS "residentId" FROM relay.record WHERE id = $1 AND source_agency = $2',
};
const RETRACT = { name: 'retract-record', text: 'SELECT relay.retract_v2($1, $2, $3) AS at' };

/** Takes back a record that was sent under the wrong person. Idempotent; only the agency that posted it may. */
@Injectable()
export class RetractRecord {
  constructor(
    private readonly database: HotDatabase,
    private readonly marks: MarkStore,
  ) {}

  async retract(agency: string, recordId: string): Promise<Retraction> {
    const found = await this.database.pool.query<{ residentId: string }>({ ...WHOSE, values: [recordId, agency] });
    const resident = found.rows[0]?.residentId;
    if (!resident) throw new DomainError('record-not-found', 'there is no such record of your agency');
    const mark = randomUUID();
    await requireStoreOf(this.database.pool, this.marks);
    await this.marks.leave({ id: mark, things: [`resident:${resident}`], at: Date.now() });
    const retracting = this.database.pool.query<{ at: Date }>({ ...RETRACT, values: [recordId, agency, mark] });
    const { rows } = await written(retracting, { stops: true });
    return { retractedAt: rows[0]!.at.toISOString() };
  }
}
