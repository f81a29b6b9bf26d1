import type { BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../storage/clock.js';
import { requireVersion } from '../storage/require-version.js';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import { findToChange, refuseOneself } from './find-principal.js';
import { requireFittingRoles } from './fitting-roles.js';
import { keepingNeededRoles } from './keep-needed-roles.js';
import { presentPrincipal } from './present-principal.js';
import type { PrincipalDto, RolesDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

const NOTHING_ASKED = { askedRoles: null, askedBy: null, askedAt: null };

/**
 * Replaces somebody's roles and the end of their training; fences like a suspension. Nobody gives roles to themselves. What an
 * officer gets more waits for a second person (ConfirmOfficer); what they lose is lost at once.
 */
@Injectable()
export class AssignRoles {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  run(by: Principal, id: string, basedOn: BasedOn, { roles, trainingExpiresAt }: RolesDto): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead');
    refuseOneself(by, id);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await findToChange(tx, by, id);
      requireVersion(row.version, basedOn, 'entry');
      requireFittingRoles(row.kind, roles);
      const trained = trainingExpiresAt === undefined ? null : new Date(trainingExpiresAt);
      const waits = row.kind === 'officer' && roles.some((role) => !row.roles.includes(role));
      const counting = waits ? roles.filter((role) => row.roles.includes(role)) : roles;
      const asked = waits ? { askedRoles: roles, askedBy: by.id, askedAt: await domainNow(tx) } : NOTHING_ASKED;
      const changed = { ...asked, roles: counting, trainingExpiresAt: trained, version: row.version + 1 };
      await this.work.mark(tx, `principal:${id}`);
      await keepingNeededRoles(tx.update(PrincipalRow, { id }, changed));
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'principal-roles',
        detail: {
          principal: id,
          of: row.agency,
          before: row.roles,
          after: counting,
          asked: changed.askedRoles,
          trainingExpiresAt: trained?.toISOString() ?? null,
          version: changed.version,
        },
        index: { practitionerId: id, recipientAgency: row.agency },
      });
      return { ...presentPrincipal({ ...row, ...changed }), effectiveAt };
    });
  }
}
