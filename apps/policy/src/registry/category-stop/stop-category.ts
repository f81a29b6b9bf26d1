import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { domainNow } from '../../storage/clock.js';
import { heldTo } from '../../storage/held-to.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import type { CategoryStopDto, NewCategoryStopDto } from './category-stop.dto.js';
import { CategoryStopRow } from './category-stop.row.js';

/** The emergency stop: once answered, nothing of the category is released by anyone. Takes one officer and a reason. */
@Injectable()
export class StopCategory {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  stop(by: Principal, { category, reason }: NewCategoryStopDto, once: Once): Promise<CategoryStopDto> {
    requireRole(by, 'ig-lead');
    return this.work.stop((tx) =>
      once(tx, async () => {
        await this.trail.requireStanding(tx, by);
        await this.work.mark(tx, `category:${category}`);
        const since = await domainNow(tx);
        await heldTo(tx.insert(CategoryStopRow, { category, since, stoppedBy: by.id }), {
          unique: new DomainError('stop-exists', 'this category is stopped already'),
        });
        const effectiveAt = await this.trail.append(tx, by, {
          kind: 'governance',
          action: 'category-stop',
          detail: { category, reason },
          index: { categories: [category] },
        });
        return { category, since: since.toISOString(), effectiveAt };
      }),
    );
  }
}
