import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../../storage/clock.js';
import { Trail } from '../../trail/trail.js';
import { announce } from './announce.js';
import type { EndedRelationshipDto } from './relationship.dto.js';
import { RelationshipRow } from './relationship.row.js';

/**
 * Ends an entry of one's own agency, at once; it fences like a withdrawal. Ending is easy: a suspended agency may, and an
 * entry that has ended is answered with when, without a further entry.
 */
@Injectable()
export class EndRelationship {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  end(by: Principal, id: string, once: Once): Promise<EndedRelationshipDto> {
    return this.work.stop((tx) =>
      once(tx, async () => {
        await this.trail.requireStanding(tx, by);
        const where = { id, agency: by.agency! };
        const row = await tx.findOne(RelationshipRow, { where, lock: { mode: 'for_no_key_update' } });
        if (!row) throw new DomainError('relationship-not-found', 'there is no such entry of your agency');
        const now = await domainNow(tx);
        if (row.endsAt !== null && row.endsAt <= now) return { id, endsAt: row.endsAt.toISOString() };
        await this.work.mark(tx, `resident:${row.residentId}`);
        await tx.update(RelationshipRow, { id }, { endsAt: now });
        const { residentId, agency, purpose, practitionerId } = row;
        const effectiveAt = await this.trail.append(tx, by, {
          kind: 'governance',
          action: 'relationship-end',
          residentId,
          detail: { relationship: id, endsAt: now.toISOString() },
          index: { purpose, recipientAgency: agency, ...(practitionerId === null ? {} : { practitionerId }) },
        });
        await announce(tx, { residentId, relationshipId: id, change: 'ended' });
        return { id, endsAt: now.toISOString(), effectiveAt };
      }),
    );
  }
}
