import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import type { AgencyDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';

/**
 * Suspends an agency or takes it back. It fences like a withdrawal: once this is answered, nothing is released to or from
 * a suspended agency. Refuses a version that is not the present one, and a state that it is in already.
 */
@Injectable()
export class ChangeAgencyStatus {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  run(by: Principal, code: string, version: number, status: 'active' | 'suspended'): Promise<AgencyDto> {
    requireRole(by, 'ig-lead');
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await tx.findOne(AgencyRow, { where: { code }, lock: { mode: 'for_no_key_update' } });
      if (!row) throw new DomainError('agency-not-found', 'there is no such agency');
      if (row.version !== version) throw new DomainError('version-conflict', 'the agency was changed in the meantime');
      if (row.status === status) throw new DomainError('state-unchanged', `the agency is ${status} already`);
      const changed = { status, version: version + 1 };
      await tx.update(AgencyRow, { code }, changed);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: status === 'suspended' ? 'agency-suspend' : 'agency-resume',
        detail: { code, version: changed.version },
        index: { recipientAgency: code },
      });
      return { ...row, ...changed, effectiveAt };
    });
  }
}
