import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import { findToChange, refuseOneself, requireVersion } from './find-principal.js';
import { requireFittingRoles } from './fitting-roles.js';
import { presentPrincipal } from './present-principal.js';
import type { PrincipalDto, RolesDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/** Replaces somebody's roles and the end of their training; fences like a suspension. Nobody gives roles to themselves. */
@Injectable()
export class AssignRoles {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  run(by: Principal, id: string, version: number, { roles, trainingExpiresAt }: RolesDto): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead');
    refuseOneself(by, id);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await findToChange(tx, by, id);
      requireVersion(row, version);
      requireFittingRoles(row.kind, roles);
      const trained = trainingExpiresAt === undefined ? null : new Date(trainingExpiresAt);
      const changed = { roles, trainingExpiresAt: trained, version: version + 1 };
      await this.work.mark(tx, `principal:${id}`);
      await tx.update(PrincipalRow, { id }, changed);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'principal-roles',
        detail: {
          principal: id,
          of: row.agency,
          before: row.roles,
          after: roles,
          trainingExpiresAt: trained?.toISOString() ?? null,
          version: changed.version,
        },
        index: { practitionerId: id, recipientAgency: row.agency },
      });
      return { ...presentPrincipal({ ...row, ...changed }), effectiveAt };
    });
  }
}
