import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { RULES, UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { ActivatedBundleDto } from './bundle-answer.dto.js';
import { BundleScheduleRow } from './bundle-schedule.row.js';
import { BundleStopRow } from './bundle-stop.row.js';
import { holdSchedule, type Standing } from './schedule.js';

/**
 * Goes back to the bundle that was in force before: one lead alone, at once, for those rules were approved already. It
 * fences like a withdrawal, ends a suspension of the rules that it leaves (they stay stopped), and calls off a change to
 * come. Called again it goes back one further; the same request again, by its key, does not. Passes over bundles that are stopped.
 */
@Injectable()
export class RollBackBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  rollBack(by: Principal, reason: string, once: Once): Promise<ActivatedBundleDto> {
    requireRole(by, 'ig-lead');
    return this.work.run((tx) =>
      once(tx, async () => {
        await this.trail.requireStanding(tx, by);
        await this.work.mark(tx, RULES);
        const standing = await holdSchedule(tx);
        const hash = await this.earlier(tx, standing);
        await tx.insert(BundleScheduleRow, { hash, kind: 'rollback', approvedBy: by.id });
        const effectiveAt = await this.trail.append(tx, by, {
          kind: 'governance',
          action: 'bundle-rollback',
          detail: { bundle: hash, before: standing.inForce, calledOff: standing.pending?.hash ?? null, reason },
        });
        return { hash, effectiveAt };
      }),
    );
  }

  private async earlier(tx: EntityManager, { beneath }: Standing): Promise<string> {
    const stops = await tx.findBy(BundleStopRow, { hash: In([...beneath]), liftedAt: IsNull() });
    const hash = beneath.find((candidate) => !stops.some((stop) => stop.hash === candidate));
    if (hash === undefined) throw new DomainError('nothing-to-go-back-to', 'no other rules were in force before these');
    return hash;
  }
}
