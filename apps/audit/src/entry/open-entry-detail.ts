import { Injectable } from '@nestjs/common';
import type { KeyHolder } from '#libs/sealing';
import { EntryReader, KeyReader } from '#libs/trail';
import { AuditPool } from '../storage/audit-pool.js';
import type { EntryRead } from './entry.dto.js';

interface SealedRow {
  readonly sealed: Buffer;
  readonly wrapped_key: Buffer;
  readonly level: KeyHolder['level'];
  readonly holder: string;
}

/** Opens the sealed detail of an entry, staged or sequenced, with the key of whoever holds it. */
@Injectable()
export class OpenEntryDetail {
  constructor(
    private readonly database: AuditPool,
    private readonly keys: KeyReader,
    private readonly entries: EntryReader,
  ) {}

  async open(id: string): Promise<Pick<EntryRead, 'detail' | 'detailState'>> {
    const [row] = await this.database.rows<SealedRow>(
      `SELECT d.sealed, k.wrapped_key, k.holder_level AS level, k.holder_id AS holder
         FROM audit.detail d JOIN audit.entry_key k USING (entry_id) WHERE d.entry_id = $1
       UNION ALL SELECT coalesce(s.detail, d.sealed), s.wrapped_key, s.holder_level, s.holder_id
         FROM audit.staging s LEFT JOIN audit.detail d ON d.entry_id = s.id WHERE s.id = $1`,
      [id],
    );
    if (!row) return { detail: null, detailState: 'erased' };
    const holder = { level: row.level, id: row.holder };
    const key = (await this.keys.ofHolders(this.database.pool, [holder])).of(holder);
    const { sealed, wrapped_key: wrappedEntryKey } = row;
    const [opened] = await this.entries.open(this.database.pool, [{ entryId: id, sealed, wrappedEntryKey, key }]);
    return { detail: opened!.state === 'open' ? opened!.detail : null, detailState: opened!.state };
  }
}
