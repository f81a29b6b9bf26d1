import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { notifyAfterCommit, UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { domainNow } from '../../storage/clock.js';
import { heldTo } from '../../storage/held-to.js';
import { Trail } from '../../trail/trail.js';
import { announce } from './announce.js';
import { findResident, findWorker } from './find-person.js';
import type { NewRelationshipDto, RelationshipDto } from './relationship.dto.js';
import { RelationshipStartRow } from './relationship-start.row.js';
import { RelationshipRow } from './relationship.row.js';

/**
 * An agency says that it has to do with a resident, for one purpose (domain 1.5: no entry, no delivery). It speaks for
 * itself alone, and names the resident by its own pseudonym. One transaction: the row, which fences, its entry under the
 * resident's key, and `relationship.changed.v1`, on which waiting records are offered; ahead of its time, when it starts.
 */
@Injectable()
export class RecordRelationship {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  record(by: Principal, id: string, asked: NewRelationshipDto): Promise<RelationshipDto> {
    if (asked.kind === 'assigned' && asked.practitionerId === undefined) {
      throw new DomainError('invalid-assignment', 'an assignment names the practitioner: send practitionerId');
    }
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by, 'person and agency');
      const row = await this.toRow(tx, by, id, asked);
      await heldTo(tx.insert(RelationshipRow, row), {
        unique: new DomainError('relationship-exists', 'this entry was recorded already'),
      });
      const { residentId, agency, kind, purpose, practitionerId } = row;
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'relationship-start',
        residentId,
        detail: {
          relationship: id,
          ...{ kind, purpose, practitionerId },
          startsAt: row.startsAt.toISOString(),
          endsAt: row.endsAt?.toISOString() ?? null,
        },
        index: { purpose, recipientAgency: agency, ...(practitionerId === null ? {} : { practitionerId }) },
      });
      await this.announceStart(tx, row);
      return {
        ...{ id, resident: asked.resident, kind, purpose, practitionerId },
        startsAt: row.startsAt.toISOString(),
        endsAt: row.endsAt?.toISOString() ?? null,
        effectiveAt,
      };
    });
  }

  /** At once where it counts at once; else `AnnounceStarts` says it when it does. */
  private async announceStart(tx: EntityManager, { id, residentId, startsAt }: RelationshipRow): Promise<void> {
    if (startsAt > (await domainNow(tx))) {
      await tx.insert(RelationshipStartRow, { relationshipId: id, startsAt });
      notifyAfterCommit(tx, 'policy.due');
      return;
    }
    await announce(tx, { residentId, relationshipId: id, change: 'started' });
  }

  private async toRow(
    tx: EntityManager,
    by: Principal,
    id: string,
    asked: NewRelationshipDto,
  ): Promise<RelationshipRow> {
    const agency = by.agency!;
    const residentId = await findResident(tx, agency, asked.resident);
    const practitionerId = asked.practitionerId ? await findWorker(tx, agency, asked.practitionerId) : null;
    const startsAt = asked.startsAt ? new Date(asked.startsAt) : await domainNow(tx);
    const endsAt = asked.endsAt ? new Date(asked.endsAt) : null;
    if (endsAt !== null && endsAt <= startsAt)
      throw new DomainError('invalid-period', 'endsAt must lie after startsAt');
    const { kind, purpose } = asked;
    return {
      id,
      residentId,
      agency,
      kind,
      practitionerId,
      purpose,
      startsAt,
      endsAt,
      recordedBy: by.id,
      claimReason: null,
    };
  }
}
