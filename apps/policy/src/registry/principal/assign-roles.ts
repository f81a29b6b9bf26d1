import type { BasedOn, Role } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../../storage/clock.js';
import { requireVersion } from '../../storage/require-version.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { asked, NOTHING_ASKED } from './asking.js';
import { findToChange, refuseOneself } from './find-principal.js';
import { requireFittingRoles } from './fitting-roles.js';
import { keepingNeededRoles } from './keep-needed-roles.js';
import { presentPrincipal } from './present-principal.js';
import type { PrincipalDto, RolesDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/**
 * Replaces somebody's roles and the end of their training; fences like a suspension. Nobody gives roles to themselves. What an
 * officer gets more waits for a second person (ConfirmOfficer), and what somebody at another agency gets more for that agency;
 * what they lose is lost at once.
 */
@Injectable()
export class AssignRoles {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  assign(
    by: Principal,
    { id, basedOn, once }: { readonly id: string; readonly basedOn: BasedOn; readonly once: Once },
    { roles, trainingExpiresAt }: RolesDto,
  ): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead');
    refuseOneself(by, id);
    return this.work.run((tx) =>
      once(tx, async () => {
        await this.trail.requireStanding(tx, by);
        const row = await findToChange(tx, by, id);
        requireVersion(row.version, basedOn, 'entry');
        requireFittingRoles(row.kind, roles);
        const trained = trainingExpiresAt === undefined ? null : new Date(trainingExpiresAt);
        const elsewhere = row.agency !== by.agency;
        const longer = elsewhere && isLater(trained, row.trainingExpiresAt);
        const waits = longer || ((row.kind === 'officer' || elsewhere) && isMore(row, roles));
        const counting = waits ? roles.filter((role) => row.roles.includes(role)) : roles;
        const waiting = waits ? asked(by, await domainNow(tx), roles) : NOTHING_ASKED;
        const changed = {
          ...{ ...waiting, roles: counting, askedTraining: longer ? trained : null },
          ...{ trainingExpiresAt: longer ? row.trainingExpiresAt : trained, version: row.version + 1 },
        };
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
            trainingExpiresAt: changed.trainingExpiresAt?.toISOString() ?? null,
            askedTraining: changed.askedTraining?.toISOString() ?? null,
            version: changed.version,
          },
          index: { practitionerId: id, recipientAgency: row.agency },
        });
        return { ...presentPrincipal({ ...row, ...changed }), effectiveAt };
      }),
    );
  }
}

const isLater = (end: Date | null, than: Date | null): boolean => end !== null && (than === null || end > than);

/** Somebody who was never confirmed gets all that they get, also where they have no roles. */
const isMore = ({ kind, roles, confirmedAt }: PrincipalRow, wanted: readonly Role[]): boolean =>
  (kind !== 'officer' && confirmedAt === null) || wanted.some((role) => !roles.includes(role));
