import { Injectable } from '@nestjs/common';
import { KeyRing } from '#libs/sealing';
import { HotDatabase } from './hot-database.js';

const FETCH = {
  name: 'resident-keys',
  text: 'SELECT resident_id, wrapped_key FROM consent.resident_keys_v1($1::uuid[])',
};

/**
 * The residents' data keys, unwrapped for one piece of work and never kept: an erased key must be gone at once.
 * A resident without a key is left out of the answer.
 */
@Injectable()
export class ResidentKeys {
  constructor(
    private readonly database: HotDatabase,
    private readonly ring: KeyRing,
  ) {}

  async of(residents: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const distinct = [...new Set(residents)];
    if (distinct.length === 0) return new Map();
    const { rows } = await this.database.pool.query<{ resident_id: string; wrapped_key: Buffer }>({
      ...FETCH,
      values: [distinct],
    });
    return new Map(
      rows.map((row) => [
        row.resident_id,
        this.ring.unwrapKey(row.wrapped_key, { level: 'resident', id: row.resident_id }),
      ]),
    );
  }
}
