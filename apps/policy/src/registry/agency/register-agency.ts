import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { heldTo } from '../../storage/held-to.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { AgencyDto, NewAgencyDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';

/** Takes an agency up into the place. It gets nothing yet: that takes an agreement. Refuses a code that is taken. */
@Injectable()
export class RegisterAgency {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  register(by: Principal, { code, name, sector }: NewAgencyDto): Promise<AgencyDto> {
    requireRole(by, 'ig-lead');
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const agency = {
        code,
        name,
        sector,
        status: 'active',
        protocols: [],
        processors: [],
        version: 1,
      } satisfies AgencyDto;
      await heldTo(tx.insert(AgencyRow, { ...agency, sector, status: 'active', stoppedSince: null }), {
        unique: new DomainError('agency-exists', 'an agency with this code is registered already'),
      });
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'agency-register',
        detail: { code, name, sector },
        index: { recipientAgency: code },
      });
      return { ...agency, effectiveAt };
    });
  }
}
