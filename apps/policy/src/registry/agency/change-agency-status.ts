import { DomainError, type BasedOn } from '#libs/domain';
import { type Once, type Principal, withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announceResumption } from '../stop/announce-resumption.js';
import { domainNow } from '../../storage/clock.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { AgencyDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';
import { findToChange } from './find-to-change.js';
import { presentAgency } from './present-agency.js';

interface AgencyStep {
  readonly code: string;
  readonly basedOn: BasedOn;
  readonly once?: Once;
}

/**
 * Suspends an agency or takes it back. It fences like a withdrawal: once this is answered, nothing is released to or from
 * a suspended agency. Refuses a version that is not the present one (for a stop: one that is yet
 * to come), and a state that it is in already.
 */
@Injectable()
export class ChangeAgencyStatus {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  /** `reason`: sealed in the entry. */
  change(
    by: Principal,
    { code, basedOn, once = withoutKey }: AgencyStep,
    status: 'active' | 'suspended',
    reason: string,
  ): Promise<AgencyDto> {
    requireRole(by, 'ig-lead');
    return this.work[status === 'suspended' ? 'stop' : 'run']((tx) =>
      once(tx, () => this.changeWithin(tx, by, { code, basedOn, status, reason })),
    );
  }

  private async changeWithin(
    tx: EntityManager,
    by: Principal,
    {
      code,
      basedOn,
      status,
      reason,
    }: AgencyStep & { readonly status: 'active' | 'suspended'; readonly reason: string },
  ): Promise<AgencyDto> {
    const stops = status === 'suspended';
    await this.trail.requireStanding(tx, by);
    const row = await findToChange(tx, code, basedOn, stops);
    if (row.status === status) throw new DomainError('state-unchanged', `the agency is ${status} already`);
    const stoppedSince = stops ? await domainNow(tx) : null;
    const changed = { status, stoppedSince, version: row.version + 1 };
    await this.work.mark(tx, `agency:${code}`);
    await tx.update(AgencyRow, { code }, changed);
    const effectiveAt = await this.trail.append(tx, by, {
      kind: 'governance',
      action: stops ? 'agency-suspend' : 'agency-resume',
      detail: { code, version: changed.version, reason },
      index: { recipientAgency: code },
    });
    if (status === 'active') await announceResumption(tx, 'agency', code);
    return { ...presentAgency({ ...row, ...changed }), effectiveAt };
  }
}
