import type { Category } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../trail/officer-roles.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import { CategoryStopRow } from './category-stop.row.js';

/**
 * Stops a whole category at once, or lets it go on. Stopping is open to either kind of deciding officer, letting go on to
 * an information governance lead. Fences the place; idempotent.
 */
@Injectable()
export class ChangeCategoryStop {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: PolicyTrail,
  ) {}

  stop(officer: Principal, category: Category): Promise<{ effectiveAt: string }> {
    requireRole(officer, 'ig-lead', 'privacy-officer');
    return this.work.run(async (tx) => {
      const standing = await tx.findOneBy(CategoryStopRow, { category });
      if (standing !== null) return { effectiveAt: standing.since.toISOString() };
      await tx.insert(CategoryStopRow, { category, stoppedBy: officer.id });
      const change = { action: 'category.stop', detail: { category }, categories: [category] };
      return { effectiveAt: await this.trail.govern(tx, officer, change) };
    });
  }

  async resume(officer: Principal, category: Category): Promise<void> {
    requireRole(officer, 'ig-lead');
    await this.work.run(async (tx) => {
      const { affected } = await tx.delete(CategoryStopRow, { category });
      if (affected === 0) return;
      await this.trail.govern(tx, officer, { action: 'category.resume', detail: { category }, categories: [category] });
    });
  }
}
