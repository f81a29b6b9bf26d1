import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { cursorOf, type Principal } from '#libs/http';
import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { nameAfter } from '../../doors/name-after.js';
import { UUID } from '../../doors/shapes.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { ClaimDto, ClaimPageDto, ClaimQuery } from './claim.dto.js';

interface ClaimRow extends Omit<ClaimDto, 'startsAt' | 'endsAt'> {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const LIST = `
  SELECT r.id, consent.pseudonym_v1(r.agency, r.resident_id) AS resident, r.practitioner_id AS "practitionerId", r.purpose,
    r.claim_reason AS reason, r.starts_at AS "startsAt", r.ends_at AS "endsAt"
  FROM policy.relationship r
  WHERE r.agency = $1 AND r.kind = 'self-claimed' AND ($2::uuid IS NULL OR r.practitioner_id = $2)
    AND ($3::uuid IS NULL OR r.id > $3)
  ORDER BY r.id LIMIT $4`;

/**
 * Who of an agency claimed a relationship, over or not: for its own privacy officer and no other (domain 1.15: a review
 * belongs to the agency that accessed). Looking is an entry.
 */
@Injectable()
export class ListClaims {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  async list(by: Principal, { limit = DEFAULT_PAGE, after, ...query }: ClaimQuery): Promise<ClaimPageDto> {
    requireRole(by, 'privacy-officer');
    const practitionerId = query.practitionerId ?? null;
    const from = nameAfter(after, UUID);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const rows = rowsOf<ClaimRow>(await tx.query(LIST, [by.agency, practitionerId, from, limit + 1]));
      const page = pageOf(rows, limit, (row) => cursorOf(row.id), present);
      await this.trail.append(tx, by, {
        kind: 'search',
        action: 'relationship-claims',
        detail: { practitionerId, after: from, relationships: page.items.map((item) => item.id) },
        index: { recipientAgency: by.agency!, ...(practitionerId === null ? {} : { practitionerId }) },
      });
      return { ...page, items: [...page.items] };
    });
  }
}

const present = (row: ClaimRow): ClaimDto => ({
  ...row,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
});
