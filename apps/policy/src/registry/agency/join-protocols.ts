import type { BasedOn } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { AgencyDto, ProtocolsDto } from './agency.dto.js';
import { AgencyRow } from './agency.row.js';
import { findToChange } from './find-to-change.js';
import { presentAgency } from './present-agency.js';

/**
 * Says for which overrides of a refusal an agency has joined a protocol (domain 1.5): without it, the override stands in
 * for nothing there. Fences the place, both ways: leaving counts from the answer on.
 */
@Injectable()
export class JoinProtocols {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  join(
    by: Principal,
    { code, basedOn, once }: { readonly code: string; readonly basedOn: BasedOn; readonly once: Once },
    { protocols }: ProtocolsDto,
  ): Promise<AgencyDto> {
    requireRole(by, 'ig-lead');
    return this.work.run((tx) =>
      once(tx, async () => {
        await this.trail.requireStanding(tx, by);
        const row = await findToChange(tx, code, basedOn);
        const changed = { protocols: [...protocols].sort(), version: row.version + 1 };
        await this.work.mark(tx, `agency:${code}`);
        await tx.update(AgencyRow, { code }, changed);
        const effectiveAt = await this.trail.append(tx, by, {
          kind: 'governance',
          action: 'agency-protocols',
          detail: { code, before: row.protocols, after: changed.protocols, version: changed.version },
          index: { recipientAgency: code },
        });
        return { ...presentAgency({ ...row, ...changed }), effectiveAt };
      }),
    );
  }
}
