import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../../storage/clock.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { SimulationRow } from './simulation.row.js';

/** Stops a simulation; what it has found so far stays to be read. The runner sees it before its next batch. */
@Injectable()
export class CancelSimulation {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  async cancel(by: Principal, id: string): Promise<void> {
    requireRole(by, 'policy-author', 'ig-lead');
    await this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const lock = { mode: 'for_no_key_update' } as const;
      const simulation = await tx.findOne(SimulationRow, { where: { id }, lock });
      if (!simulation) throw new DomainError('simulation-not-found', 'there is no such simulation');
      if (simulation.endedAt !== null) throw new DomainError('state-unchanged', 'this simulation has ended already');
      await tx.update(SimulationRow, { id }, { state: 'cancelled', endedAt: await domainNow(tx) });
      await this.trail.append(tx, by, { kind: 'governance', action: 'simulation-cancel', detail: { simulation: id } });
    });
  }
}
