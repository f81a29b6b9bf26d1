import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { RULES, UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { domainNow } from '../../storage/clock.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { BundleDto } from './bundle-answer.dto.js';
import { BundleStopRow } from './bundle-stop.row.js';
import { BundleRow } from './bundle.row.js';
import { describe } from './list-bundles.js';

const STOP = `INSERT INTO policy.bundle_stop (hash, stopped_by, reason) VALUES ($1, $2, $3)
  ON CONFLICT (hash) WHERE lifted_at IS NULL DO NOTHING RETURNING id`;

/** Stops a bundle from deciding anything but denials; false where it is stopped already. Fences as it commits. */
export async function insertStop(
  tx: EntityManager,
  { hash, by, reason }: { readonly hash: string; readonly by: string; readonly reason: string },
): Promise<boolean> {
  return rowsOf(await tx.query(STOP, [hash, by, reason])).length > 0;
}

/**
 * The emergency brake, for one lead alone: while the rules in force are stopped everything denies (`bundle-suspended`).
 * A rollback opens again with earlier rules; `resume` with these. Both are refused where nothing would change.
 */
@Injectable()
export class StopBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  stop(by: Principal, hash: string, reason: string, once: Once): Promise<BundleDto> {
    const write = (tx: EntityManager): Promise<boolean> => insertStop(tx, { hash, by: by.id, reason });
    const stopped = { hash, action: 'bundle-stop', reason };
    return this.work.stop((tx) => once(tx, () => this.change(tx, by, stopped, write)));
  }

  resume(by: Principal, hash: string, reason: string): Promise<BundleDto> {
    const write = async (tx: EntityManager): Promise<boolean> => {
      const lifted = { liftedAt: await domainNow(tx), liftedBy: by.id };
      const { affected } = await tx.update(BundleStopRow, { hash, liftedAt: IsNull() }, lifted);
      return affected === 1;
    };
    return this.work.run((tx) => this.change(tx, by, { hash, action: 'bundle-resume', reason }, write));
  }

  private async change(
    tx: EntityManager,
    by: Principal,
    { hash, action, reason }: { readonly hash: string; readonly action: string; readonly reason: string },
    write: (tx: EntityManager) => Promise<boolean>,
  ): Promise<BundleDto> {
    requireRole(by, 'ig-lead');
    await this.trail.requireStanding(tx, by);
    const bundle = await tx.findOneBy(BundleRow, { hash });
    if (!bundle) throw new DomainError('bundle-not-found', 'there is no such bundle');
    await this.work.mark(tx, RULES);
    if (!(await write(tx))) throw new DomainError('state-unchanged', 'it is so already');
    await this.trail.append(tx, by, { kind: 'governance', action, detail: { bundle: hash, reason } });
    const [told] = await describe(tx, [bundle]);
    return told!;
  }
}
