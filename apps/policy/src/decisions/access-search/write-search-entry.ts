import { NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { Decided } from '../evaluation/decide-requests.js';
import { HotDatabase } from '../../storage/hot-database.js';

export type SearchKind = 'subject' | 'resource' | 'action';

export interface MadeSearch {
  readonly kind: SearchKind;
  readonly decided: readonly Decided[];
  readonly results: readonly unknown[];
}

/** The one entry of a search, under the key of the resident whom it was about, if the caller's agency knows one. */
@Injectable()
export class WriteSearchEntry {
  constructor(
    private readonly database: HotDatabase,
    private readonly writer: EntryWriter,
  ) {}

  async write(by: Principal, { kind, decided, results }: MadeSearch): Promise<string> {
    const [first] = decided;
    const residentId = first?.request.residentId ?? NOBODY;
    const known = residentId !== NOBODY;
    const entry = await this.writer.seal(this.database.pool, {
      residentId,
      kind: 'search',
      bundle: first?.decision.bundle ?? null,
      detail: {
        askedBy: by.id,
        request: first?.request ?? null,
        decidedAt: first?.decision.decidedAt ?? null,
        epochs: first?.decision.epochs ?? null,
        examined: decided.length,
        results,
      },
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
    await this.writer.append(this.database.pool, entry);
    return entry.id;
  }
}
