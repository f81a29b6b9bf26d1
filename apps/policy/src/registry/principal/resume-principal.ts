import { DomainError, type BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../../storage/clock.js';
import { requireVersion } from '../../storage/require-version.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { asked } from './asking.js';
import { findToChange, refuseOneself } from './find-principal.js';
import { presentPrincipal } from './present-principal.js';
import type { PrincipalDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/** Takes somebody back who was suspended, or asks their own agency to; nobody takes back themselves. */
@Injectable()
export class ResumePrincipal {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  resume(by: Principal, id: string, basedOn: BasedOn): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead', 'privacy-officer');
    refuseOneself(by, id);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await findToChange(tx, by, id);
      requireVersion(row.version, basedOn, 'entry');
      if (row.confirmedAt === null)
        throw new DomainError('not-confirmed', 'no second officer has confirmed them: give them their roles anew');
      if (row.status === 'active') throw new DomainError('state-unchanged', 'they are active already');
      const waits = row.agency !== by.agency;
      const asking = { ...asked(by, await domainNow(tx), row.askedRoles ?? row.roles), askedResume: true };
      const changed = { ...(waits ? asking : ({ status: 'active' } as const)), version: row.version + 1 };
      await this.work.mark(tx, `principal:${id}`);
      await tx.update(PrincipalRow, { id }, changed);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'principal-resume',
        detail: { principal: id, of: row.agency, waits, version: changed.version },
        index: { practitionerId: id, recipientAgency: row.agency },
      });
      return { ...presentPrincipal({ ...row, ...changed }), effectiveAt };
    });
  }
}
