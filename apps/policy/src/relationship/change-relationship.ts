import { RELATIONSHIP_CHANGED, type RelationshipChange } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AgencyRow } from '../agency/agency.row.js';
import { PrincipalRow } from '../principal/principal.row.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import type { ChangedRelationship, RelationshipBody } from './relationship.dto.js';
import { RelationshipRow } from './relationship.row.js';
import { ResidentReference } from './resident-reference.js';

/**
 * Caseload, referral and assignment entries: an agency's system (or officer) keeps its own, and refers people to others.
 * Nobody takes a person onto somebody else's caseload. Ending one fences like a withdrawal (domain 1.5).
 */
@Injectable()
export class ChangeRelationship {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: PolicyTrail,
    private readonly residents: ResidentReference,
  ) {}

  /** Idempotent: an entry that runs already, of the same kind, purpose and practitioner, is answered again. */
  async start(principal: Principal, id: string, body: RelationshipBody): Promise<ChangedRelationship> {
    const { kind, purpose, practitionerId = null, endsAt = null, agency = principal.agency! } = body;
    if (agency !== principal.agency && kind !== 'referral') {
      throw new DomainError('other-agency', 'an agency keeps its own caseload; refer the person to the other one');
    }
    if ((kind === 'assigned') !== (practitionerId !== null)) {
      throw new DomainError('invalid-practitioner', 'an assignment names its practitioner, and nothing else does');
    }
    const residentId = await this.residents.require(principal, body.residentId);
    return this.work.run(async (tx) => {
      await this.requireKnown(tx, agency, practitionerId);
      const same = { residentId, agency, kind, purpose, practitionerId: practitionerId ?? IsNull(), endsAt: IsNull() };
      const running = await tx.findOneBy(RelationshipRow, same);
      if (running !== null && endsAt === null) return { id: running.id, effectiveAt: running.startsAt.toISOString() };
      const row = { id, residentId, agency, kind, purpose, practitionerId, endsAt, recordedBy: principal.id };
      if (!(await tx.existsBy(RelationshipRow, { id }))) await tx.insert(RelationshipRow, row);
      return this.record(tx, principal, row, 'started');
    });
  }

  /** Idempotent: an entry that has ended answers with when. */
  end(principal: Principal, id: string): Promise<ChangedRelationship> {
    return this.work.run(async (tx) => {
      const row = await tx.findOneBy(RelationshipRow, { id });
      if (row === null || row.agency !== principal.agency) {
        throw new DomainError('relationship-not-found', 'there is no such relationship here');
      }
      const sql = `UPDATE policy.relationship SET ends_at = fence.domain_now()
                    WHERE id = $1 AND (ends_at IS NULL OR ends_at > fence.domain_now()) RETURNING id`;
      if ((await firstRow(tx, sql, [id])) !== undefined) return this.record(tx, principal, row, 'ended');
      const ended = await firstRow<{ at: Date }>(tx, 'SELECT ends_at AS at FROM policy.relationship WHERE id = $1', [
        id,
      ]);
      return { id, effectiveAt: ended!.at.toISOString() };
    });
  }

  private async requireKnown(tx: Transaction, agency: string, practitionerId: string | null): Promise<void> {
    if (!(await tx.existsBy(AgencyRow, { code: agency })))
      throw new DomainError('agency-unknown', 'there is no such agency');
    if (practitionerId === null) return;
    if (!(await tx.existsBy(PrincipalRow, { id: practitionerId, agency, kind: 'practitioner' }))) {
      throw new DomainError('practitioner-unknown', 'your agency has no such practitioner');
    }
  }

  private async record(
    tx: Transaction,
    principal: Principal,
    row: Pick<RelationshipRow, 'id' | 'residentId' | 'agency' | 'kind' | 'purpose' | 'practitionerId'>,
    change: RelationshipChange,
  ): Promise<ChangedRelationship> {
    const { id, residentId, agency, kind, purpose, practitionerId } = row;
    const detail = { relationship: id, agency, kind, purpose, practitioner: practitionerId };
    const effectiveAt = await this.trail.govern(tx, principal, {
      action: `relationship.${change}`,
      detail,
      residentId,
    });
    await this.trail.announce(tx, residentId, RELATIONSHIP_CHANGED, { residentId, relationshipId: id, agency, change });
    return { id, effectiveAt };
  }
}
