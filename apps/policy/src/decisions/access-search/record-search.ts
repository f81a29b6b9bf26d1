import type { Json } from '#libs/domain';
import type { Principal } from '#libs/http';
import { KeyRing, sealEntry } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import type { Decided } from '../evaluation/decide-requests.js';
import { NOBODY } from '../evaluation/own-question.js';
import { ResidentKeys } from '../evaluation/resident-keys.js';
import { HotDatabase } from '../../storage/hot-database.js';

export type SearchKind = 'subject' | 'resource' | 'action';

export interface MadeSearch {
  readonly kind: SearchKind;
  readonly decided: readonly Decided[];
  readonly results: readonly unknown[];
}

const APPEND = { name: 'append-search', text: 'SELECT audit.append_v1($1::jsonb)' };

/** The one entry of a search, under the key of the resident whom it was about, if the caller's agency knows one. */
@Injectable()
export class RecordSearch {
  constructor(
    private readonly database: HotDatabase,
    private readonly ring: KeyRing,
    private readonly keys: ResidentKeys,
  ) {}

  async run(by: Principal, { kind, decided, results }: MadeSearch): Promise<string> {
    const [first] = decided;
    const residentId = first?.request.residentId ?? NOBODY;
    const key = (await this.keys.of([residentId])).get(residentId);
    const known = residentId !== NOBODY;
    const entry = sealEntry({
      kind: 'search',
      bundle: first?.decision.bundle ?? null,
      detail: {
        askedBy: by.id,
        request: first?.request ?? null,
        decidedAt: first?.decision.decidedAt ?? null,
        epochs: first?.decision.epochs ?? null,
        examined: decided.length,
        results,
      } as unknown as Json,
      holder: key ? { level: 'resident', id: residentId } : { level: 'place', id: 'place' },
      holderKey: key ?? this.ring.placeKey('place'),
      index: {
        action: `access-search-${kind}`,
        outcome: 'recorded',
        categories: [],
        requesterAgency: by.agency!,
        recipientAgency: by.agency!,
        requesterId: by.id,
        ...(known ? { residentId } : {}),
        ...(first ? { purpose: first.request.purpose } : {}),
        ...(decided.some(({ decision }) => decision.obligations.deferNotice) ? { deferNotice: true } : {}),
      },
    });
    await this.database.pool.query({ ...APPEND, values: [JSON.stringify(entry)] });
    return entry.id;
  }
}
