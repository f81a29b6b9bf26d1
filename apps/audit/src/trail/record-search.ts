import { Injectable } from '@nestjs/common';
import type { Json } from '#libs/domain';
import type { Principal } from '#libs/http';
import { sealEntry, type KeyHolder } from '#libs/sealing';
import { HolderKeys } from './holder-keys.js';
import { AuditPool } from '../storage/audit-pool.js';

export type SearchAction = 'list-entries' | 'read-entry' | 'list-history' | 'read-summary' | 'export-log';

const PLACE: KeyHolder = { level: 'place', id: 'place' };

/**
 * Officers' searches are entries (design 7): appended after the search and before its answer, so that no answer leaves
 * without one; a search whose entry cannot be written fails. The detail is held by the resident it is about, where there
 * is one with a key.
 */
@Injectable()
export class RecordSearch {
  constructor(
    private readonly database: AuditPool,
    private readonly keys: HolderKeys,
  ) {}

  async run(officer: Principal, action: SearchAction, detail: Json, residentId: string | null = null): Promise<void> {
    const resident: KeyHolder | null = residentId === null ? null : { level: 'resident', id: residentId };
    const residentKey = resident && (await this.keys.of(resident));
    const entry = sealEntry({
      kind: 'search',
      bundle: null,
      detail: { action, officer: officer.id, agency: officer.agency, search: detail },
      holder: resident && residentKey ? resident : PLACE,
      holderKey: residentKey ?? (await this.keys.of(PLACE))!,
      index: {
        action,
        outcome: 'permit',
        categories: [],
        requesterId: officer.id,
        ...(officer.agency && { requesterAgency: officer.agency }),
        ...(residentKey && residentId && { residentId }),
      },
    });
    await this.database.rows('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(entry)]);
  }
}
