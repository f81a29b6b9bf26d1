import { Injectable } from '@nestjs/common';
import type { Json } from '#libs/domain';
import type { Principal } from '#libs/http';
import { EntryWriter, KeyReader } from '#libs/trail';
import { AuditPool } from '../storage/audit-pool.js';

export type SearchAction = 'list-entries' | 'read-entry' | 'list-history' | 'read-summary' | 'export-log';

/**
 * Officers' searches are entries (design 7): appended after the search and before its answer, so that no answer leaves
 * without one; a search whose entry cannot be written fails. The detail is held by the resident it is about, where there
 * is one with a key.
 */
@Injectable()
export class WriteSearchEntry {
  constructor(
    private readonly database: AuditPool,
    private readonly keys: KeyReader,
    private readonly writer: EntryWriter,
  ) {}

  async write(officer: Principal, action: SearchAction, detail: Json, residentId: string | null = null): Promise<void> {
    const { pool } = this.database;
    const key = residentId === null ? null : await this.keys.ofResident(pool, residentId);
    const entry = this.writer.sealWith(key ?? 'place', {
      kind: 'search',
      detail: { action, officer: officer.id, agency: officer.agency, search: detail },
      index: {
        action,
        outcome: 'permit',
        categories: [],
        requesterId: officer.id,
        ...(officer.agency && { requesterAgency: officer.agency }),
        ...(residentId !== null && (key?.state === 'held' || key?.state === 'unreadable') && { residentId }),
      },
    });
    await this.writer.append(pool, entry);
  }
}
