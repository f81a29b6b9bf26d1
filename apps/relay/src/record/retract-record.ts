import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import { written } from '#libs/persistence';
import { HotDatabase } from '../keys/hot-database.js';

const RETRACT = { name: 'retract-record', text: 'SELECT relay.retract_v1($1, $2) AS at' };

/** Takes back a record that was sent under the wrong person. Idempotent; only the agency that posted it may. */
@Injectable()
export class RetractRecord {
  constructor(private readonly database: HotDatabase) {}

  async run(agency: string, recordId: string): Promise<{ retractedAt: string }> {
    const retracting = this.database.pool.query<{ at: Date | null }>({ ...RETRACT, values: [recordId, agency] });
    const { rows } = await written(retracting, { stops: true });
    const at = rows[0]?.at;
    if (!at) throw new DomainError('record-not-found', 'there is no such record of your agency');
    return { retractedAt: at.toISOString() };
  }
}
