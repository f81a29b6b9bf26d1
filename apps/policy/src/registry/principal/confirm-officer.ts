import { DomainError, type BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../../storage/clock.js';
import { requireVersion } from '../../storage/require-version.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { NOTHING_ASKED, requireConfirmer } from './asking.js';
import { refuseOneself } from './find-principal.js';
import { presentPrincipal } from './present-principal.js';
import type { PrincipalDto } from './principal.dto.js';
import { PrincipalRow } from './principal.row.js';

/** What nobody confirmed is asked for anew. */
const REQUEST_HOLDS_MS = 7 * 86_400_000;

/**
 * Confirms, as a second person, that somebody is an officer or has more of an officer's roles, and what an officer of another
 * agency asked for an agency's people (requireConfirmer). Of officers any lead or privacy officer of the place may, but for who
 * asked and whom it is about: an agency's first officer has nobody of their own agency.
 */
@Injectable()
export class ConfirmOfficer {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  confirm(by: Principal, id: string, basedOn: BasedOn): Promise<PrincipalDto> {
    requireRole(by, 'ig-lead', 'privacy-officer');
    refuseOneself(by, id);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await tx.findOne(PrincipalRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
      if (!row?.askedRoles || !row.askedAt)
        throw new DomainError('principal-not-found', 'there is nobody here who waits for a second person');
      await requireConfirmer(tx, by, row);
      requireVersion(row.version, basedOn, 'entry');
      const now = await domainNow(tx);
      if (now.getTime() - row.askedAt.getTime() >= REQUEST_HOLDS_MS)
        throw new DomainError('request-lapsed', 'nobody confirmed this within a week: ask for it anew');
      const changed = {
        ...{ ...NOTHING_ASKED, roles: row.askedRoles, trainingExpiresAt: row.askedTraining ?? row.trainingExpiresAt },
        ...{ confirmedBy: by.id, confirmedAt: now, version: row.version + 1 },
        // Whoever was one before stays as they were: suspended, where they are, unless that was asked.
        status: row.confirmedAt === null || row.askedResume ? ('active' as const) : row.status,
      };
      await this.work.mark(tx, `principal:${id}`);
      await tx.update(PrincipalRow, { id }, changed);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'principal-confirm',
        detail: {
          ...{ principal: id, of: row.agency, askedBy: row.askedBy },
          ...{ before: row.roles, after: changed.roles, version: changed.version },
        },
        index: { practitionerId: id, recipientAgency: row.agency },
      });
      return { ...presentPrincipal({ ...row, ...changed }), effectiveAt };
    });
  }
}
