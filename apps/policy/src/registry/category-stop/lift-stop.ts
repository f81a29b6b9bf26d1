import { DomainError, type Category } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { announceResumption } from '../stop/announce-resumption.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { LiftedStopDto } from './category-stop.dto.js';
import { CategoryStopRow } from './category-stop.row.js';

/** Lifts an emergency stop; what the category's rules allow can flow again. */
@Injectable()
export class LiftStop {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  lift(by: Principal, category: string): Promise<LiftedStopDto> {
    requireRole(by, 'ig-lead');
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      await this.work.mark(tx, `category:${category}`);
      const { affected } = await tx.delete(CategoryStopRow, { category: category as Category });
      if (!affected) throw new DomainError('stop-not-found', 'this category is not stopped');
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'category-stop-lift',
        detail: { category },
        index: { categories: [category] },
      });
      await announceResumption(tx, 'category', category);
      return { category, effectiveAt };
    });
  }
}
