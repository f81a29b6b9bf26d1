import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter, KeyReader, keyUnreadable } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { firstRow } from '../storage/transaction.js';
import { IdentityIndexes } from './identity-indexes.js';
import { LinkRow } from './link.row.js';
import { residentNotFound, ResolveResident } from './resolve-resident.js';
import { whoTheyAreNow } from './who-they-are-now.js';

/**
 * An agency has another number of its own for a person whom it knows. Idempotent; the number of before still finds them, so
 * that a late message does not make a second person. Rejects with `local-id-taken` for a number that it uses for somebody else, with `key-unreadable` where it cannot be sealed now.
 */
@Injectable()
export class ChangeLocalId {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly indexes: IdentityIndexes,
    private readonly keys: KeyReader,
    private readonly trail: EntryWriter,
  ) {}

  async change(principal: Principal, reference: string, localId: string): Promise<void> {
    const resolved = await this.residents.resolve(principal, reference);
    const agency = principal.agency!;
    await this.work.run(async (tx) => {
      const residentId = await whoTheyAreNow(tx, resolved);
      const dataKey = await this.keys.ofResident(tx, residentId);
      const link = await tx.findOneBy(LinkRow, { residentId, agency });
      if (link !== null && dataKey.state === 'unreadable') throw keyUnreadable();
      if (link === null || dataKey.state !== 'held') throw residentNotFound();
      const sealed = dataKey.seal(localId, `link/${link.id}`);
      const index = { action: 'change-local-id', outcome: 'recorded', categories: [], residentId };
      const entry = this.trail.sealWith(dataKey, {
        kind: 'governance',
        detail: { action: 'change-local-id', by: principal.id, agency },
        index: { ...index, requesterId: principal.id, requesterAgency: agency },
      });
      await this.work.mark(tx, `resident:${residentId}`);
      const values = [agency, residentId, this.indexes.localId(agency, localId), link.id, sealed];
      const sql = 'SELECT consent.renumber_v2($1, $2, $3, $4, $5) AS done';
      const { done } = (await firstRow<{ done: boolean }>(tx, sql, values))!;
      if (!done) throw new DomainError('local-id-taken', 'your agency uses this number for somebody else');
      await this.trail.append(tx, entry);
    });
  }
}
