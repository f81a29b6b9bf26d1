import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { RULES, UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { domainNow } from '../../storage/clock.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { requireChecked, requireNotStopped } from './approval.js';
import type { ActivatedBundleDto } from './bundle-answer.dto.js';
import type { ActivationDto } from './bundle.dto.js';
import { BundleScheduleRow } from './bundle-schedule.row.js';
import { BundleRow } from './bundle.row.js';
import { BundleCheck } from './check/bundle-check.js';
import { holdSchedule, type Standing } from './schedule.js';

/**
 * Puts a bundle in force, at once or from a moment to come: the second person's act (design 4). At once it fences like a
 * withdrawal, so nothing is released by the old rules after the answer; later, the clock alone does it, and no decision
 * outlives that moment. It takes the place of a change still to come. Refuses its own author, a bundle whose newest check
 * did not pass, and what is in force already (unless that calls a change off).
 */
@Injectable()
export class ActivateBundle {
  constructor(
    private readonly source: DataSource,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly checks: BundleCheck,
  ) {}

  async activate(
    by: Principal,
    hash: string,
    { effectiveAt, dropping = [] }: ActivationDto,
  ): Promise<ActivatedBundleDto> {
    requireRole(by, 'ig-lead', 'policy-author');
    const { author } = await this.approvable(by, hash);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      await this.work.mark(tx, RULES);
      const standing = await holdSchedule(tx);
      await requireNotStopped(tx, hash);
      const kind = await this.kindOf(tx, hash, { standing, dropping });
      const moment = await this.momentOf(tx, effectiveAt);
      const row = { hash, kind, approvedBy: by.id, ...(moment ? { effectiveAt: moment } : {}) };
      await tx.insert(BundleScheduleRow, row);
      const at = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'bundle-activate',
        detail: {
          ...{ bundle: hash, before: standing.inForce, author, dropping },
          effectiveAt: moment?.toISOString() ?? null,
        },
      });
      return { hash, effectiveAt: moment?.toISOString() ?? at };
    });
  }

  /** What is in force needs no further approval, and putting it there again only calls off what was to come. */
  private async kindOf(
    tx: EntityManager,
    hash: string,
    { standing, dropping }: { standing: Standing; dropping: readonly string[] },
  ): Promise<'activate' | 'rollback'> {
    const { inForce, pending } = standing;
    if (inForce !== hash) {
      await requireChecked(tx, hash, { inForce, dropping });
      return 'activate';
    }
    if (pending === null) throw new DomainError('state-unchanged', 'this bundle is in force already');
    return 'rollback';
  }

  private async momentOf(tx: EntityManager, effectiveAt: string | undefined): Promise<Date | null> {
    if (effectiveAt === undefined) return null;
    const moment = new Date(effectiveAt);
    if (moment > (await domainNow(tx))) return moment;
    throw new DomainError('effective-at-invalid', 'a bundle comes into force now or later, never earlier');
  }

  /** Looked at before the transaction, which must not idle while rules are parsed: a bundle never changes. */
  private async approvable(by: Principal, hash: string): Promise<BundleRow> {
    const bundle = await this.source.manager.findOneBy(BundleRow, { hash });
    if (!bundle) throw new DomainError('bundle-not-found', 'there is no such bundle');
    if (bundle.author === by.id) {
      throw new DomainError('second-person-needed', 'another officer than its author puts a bundle in force');
    }
    // A release may ask more of rules than the one that took them in did.
    await this.checks.read(bundle.files);
    return bundle;
  }
}
