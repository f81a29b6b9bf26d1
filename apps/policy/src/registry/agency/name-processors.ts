import type { BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { AgencyDto, ProcessorsDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';
import { findToChange } from './find-to-change.js';
import { presentAgency } from './present-agency.js';

/** Names who processes for an agency, all of them: only for these does a recall take an answer. */
@Injectable()
export class NameProcessors {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  name(by: Principal, code: string, basedOn: BasedOn, { processors }: ProcessorsDto): Promise<AgencyDto> {
    requireRole(by, 'ig-lead');
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const row = await findToChange(tx, code, basedOn);
      const changed = { processors: [...processors].sort(), version: row.version + 1 };
      await this.work.mark(tx, `agency:${code}`);
      await tx.update(AgencyRow, { code }, changed);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'agency-processors',
        detail: { code, before: row.processors, after: changed.processors, version: changed.version },
        index: { recipientAgency: code },
      });
      return { ...presentAgency({ ...row, ...changed }), effectiveAt };
    });
  }
}
