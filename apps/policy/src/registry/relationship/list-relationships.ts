import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { cursorOf, type Principal } from '#libs/http';
import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nameAfter } from '../../doors/name-after.js';
import { UUID } from '../../doors/shapes.js';
import { Trail } from '../../trail/trail.js';
import { findResident } from './find-person.js';
import type { RelationshipDto, RelationshipPageDto, RelationshipQuery } from './relationship.dto.js';

interface ListedRow extends Omit<RelationshipDto, 'startsAt' | 'endsAt'> {
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

/** A practitioner sees what counts for them (as decisions do): the agency's open entries and their own. */
const LIST = `
  SELECT r.id, consent.pseudonym_v1(r.agency, r.resident_id) AS resident, r.kind, r.purpose,
    r.practitioner_id AS "practitionerId", r.starts_at AS "startsAt", r.ends_at AS "endsAt"
  FROM policy.relationship r
  WHERE r.agency = $1 AND (r.ends_at IS NULL OR r.ends_at > fence.domain_now())
    AND ($2::uuid IS NULL OR r.resident_id = $2) AND ($3::text IS NULL OR r.purpose = $3)
    AND ($4::uuid IS NULL OR r.practitioner_id = $4 OR (r.practitioner_id IS NULL AND r.kind NOT IN ('assigned', 'self-claimed')))
    AND ($5::uuid IS NULL OR r.id > $5)
  ORDER BY r.id LIMIT $6`;

/**
 * An agency's own entries that have not ended. A list of residents is a disclosure (design 2), if only of what the agency
 * itself recorded: it happens in one transaction that holds the asker's standing and writes the entry, or not at all.
 */
@Injectable()
export class ListRelationships {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  list(by: Principal, query: RelationshipQuery): Promise<RelationshipPageDto> {
    const after = nameAfter(query.after, UUID);
    const limit = query.limit ?? DEFAULT_PAGE;
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by, 'person and agency');
      const residentId = query.resident ? await findResident(tx, by.agency!, query.resident) : null;
      const rows = await this.read(tx, by, { residentId, purpose: query.purpose ?? null, after, limit });
      const page = pageOf(rows, limit, (row) => cursorOf(row.id), present);
      await this.trail.append(tx, by, {
        kind: 'search',
        action: 'relationship-list',
        ...(residentId === null ? {} : { residentId }),
        detail: { purpose: query.purpose ?? null, after, relationships: page.items.map((item) => item.id) },
        index: { recipientAgency: by.agency!, ...(query.purpose ? { purpose: query.purpose } : {}) },
      });
      return { ...page, items: [...page.items] };
    });
  }

  private async read(
    tx: EntityManager,
    by: Principal,
    {
      residentId,
      purpose,
      after,
      limit,
    }: { residentId: string | null; purpose: string | null; after: string | null; limit: number },
  ): Promise<ListedRow[]> {
    const worker = by.kind === 'practitioner' ? by.id : null;
    return rowsOf<ListedRow>(await tx.query(LIST, [by.agency, residentId, purpose, worker, after, limit + 1]));
  }
}

function present(row: ListedRow): RelationshipDto {
  return { ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt?.toISOString() ?? null };
}
