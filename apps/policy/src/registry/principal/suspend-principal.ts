import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { NOTHING_ASKED } from './asking.js';
import { findToChange } from './find-principal.js';
import { keepingNeededRoles } from './keep-needed-roles.js';
import { presentPrincipal } from './present-principal.js';
import type { PrincipalDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/**
 * Stops somebody at once: fences like a withdrawal, for them alone. Stopping is easy, so it asks for no version, and
 * suspending again is answered with what is, without a further entry. What they had been asked to be as well is turned down.
 */
@Injectable()
export class SuspendPrincipal {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  suspend(by: Principal, id: string, once: Once): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead', 'privacy-officer');
    return this.work.stop((tx) =>
      once(tx, async () => {
        await this.trail.requireStanding(tx, by);
        const row = await findToChange(tx, by, id);
        if (row.status === 'suspended' && row.askedRoles === null) return presentPrincipal(row);
        const changed = { ...NOTHING_ASKED, status: 'suspended', version: row.version + 1 } as const;
        await this.work.mark(tx, `principal:${id}`);
        await keepingNeededRoles(tx.update(PrincipalRow, { id }, changed));
        const effectiveAt = await this.trail.append(tx, by, {
          kind: 'governance',
          action: 'principal-suspend',
          detail: { principal: id, of: row.agency, version: changed.version },
          index: { practitionerId: id, recipientAgency: row.agency },
        });
        return { ...presentPrincipal({ ...row, ...changed }), effectiveAt };
      }),
    );
  }
}
