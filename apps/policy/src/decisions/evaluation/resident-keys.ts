import { KeyRing } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import { NOBODY } from './own-question.js';

const KEYS = {
  name: 'resident-keys',
  text: 'SELECT resident_id, wrapped_key FROM consent.resident_keys_v1($1::uuid[])',
};

/** The keys of residents that entries about them are sealed under. */
@Injectable()
export class ResidentKeys {
  constructor(
    private readonly database: HotDatabase,
    private readonly ring: KeyRing,
  ) {}

  /** By resident's id; without those who are nobody or whose key was erased. */
  async of(residents: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const distinct = [...new Set(residents)].filter((id) => id !== NOBODY);
    const { rows } = await this.database.pool.query<{ resident_id: string; wrapped_key: Buffer }>({
      ...KEYS,
      values: [distinct],
    });
    const opened = rows.map(
      ({ resident_id: id, wrapped_key }) => [id, this.ring.unwrapKey(wrapped_key, { level: 'resident', id })] as const,
    );
    return new Map(opened);
  }
}
