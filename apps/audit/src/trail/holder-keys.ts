import { Injectable } from '@nestjs/common';
import { KeyRing, type KeyHolder } from '#libs/sealing';
import { AuditPool } from '../storage/audit-pool.js';

/** The data keys that hold entries, unwrapped for one piece of work and never kept: an erased key is gone at once. */
@Injectable()
export class HolderKeys {
  constructor(
    private readonly database: AuditPool,
    private readonly ring: KeyRing,
  ) {}

  /** Null where the holder has no key (any more). */
  async of(holder: KeyHolder): Promise<Buffer | null> {
    if (holder.level === 'place') return this.ring.placeKey(holder.id);
    const sql =
      holder.level === 'resident'
        ? 'SELECT consent.resident_key_v1($1::uuid) AS key'
        : 'SELECT wrapped_key AS key FROM audit.practitioner_key WHERE practitioner = $1';
    const [row] = await this.database.rows<{ key: Buffer | null }>(sql, [holder.id]);
    return row?.key ? this.ring.unwrapKey(row.key, holder) : null;
  }
}
