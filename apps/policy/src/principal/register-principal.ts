import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { heldTo } from '../storage/held-to.js';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import { requireFittingRoles } from './fitting-roles.js';
import { presentPrincipal } from './present-principal.js';
import type { NewPrincipalDto, PrincipalDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/** Registers who may sign in for an agency, and as what. The entry names the new id, never the sign-in. */
@Injectable()
export class RegisterPrincipal {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  run(by: Principal, id: string, person: NewPrincipalDto): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead');
    const { kind, agency, roles, issuer, subject, trainingExpiresAt } = person;
    requireFittingRoles(kind, roles);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const trained = trainingExpiresAt === undefined ? null : new Date(trainingExpiresAt);
      const row: PrincipalRow = {
        ...{ id, kind, issuer, subject, agency, roles },
        status: 'active',
        trainingExpiresAt: trained,
        version: 1,
      };
      await heldTo(tx.insert(PrincipalRow, row), {
        unique: new DomainError('principal-exists', 'this sign-in is registered already'),
        reference: new DomainError('agency-unknown', 'there is no agency with this code'),
      });
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'principal-register',
        detail: { principal: id, kind, of: agency, roles, trainingExpiresAt: trained?.toISOString() ?? null },
        index: { practitionerId: id, recipientAgency: agency },
      });
      return { ...presentPrincipal(row), effectiveAt };
    });
  }
}
