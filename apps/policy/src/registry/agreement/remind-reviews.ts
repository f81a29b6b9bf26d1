import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyConfig } from '../../config.js';
import { Trail } from '../../trail/trail.js';
import { AgreementLedger } from './agreement-ledger.js';

interface Reminder {
  readonly id: string;
  readonly reviewAt: Date;
  readonly kind: 'near' | 'past';
}

/** Those whose review is near or past and of whom it was not said; of a past one it is not said any more that it is near. */
const SAY = `
  INSERT INTO policy.review_reminder (agreement_id, review_at, kind)
  SELECT g.id, g.review_at, CASE WHEN g.review_at <= c.now THEN 'past' ELSE 'near' END
  FROM policy.agreement g CROSS JOIN (SELECT fence.domain_now() AS now) c
  WHERE g.state IN ('live', 'under-review') AND g.review_at <= c.now + make_interval(days => $1)
    AND (g.expires_at IS NULL OR g.expires_at > c.now)
  ON CONFLICT DO NOTHING RETURNING agreement_id AS id, review_at AS "reviewAt", kind`;

/**
 * Says once that a review is near (REVIEW_NOTICE_DAYS before), and once that it is past: an entry for the officers who
 * answer for the place, who also see it under `GET agreements?review=due`. A past one goes under review by itself;
 * sharing goes on, since a review stops nobody's care. Idempotent; run by the leader.
 */
@Injectable()
export class RemindReviews {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly ledger: AgreementLedger,
    private readonly config: PolicyConfig,
  ) {}

  /** How many were said. */
  remind(): Promise<number> {
    return this.work.run(async (tx) => {
      const said = rowsOf<Reminder>(await tx.query(SAY, [this.config.REVIEW_NOTICE_DAYS]));
      for (const reminder of said) await this.remindOf(tx, reminder);
      return said.length;
    });
  }

  private async remindOf(tx: EntityManager, { id, reviewAt, kind }: Reminder): Promise<void> {
    if (kind === 'past') {
      await this.ledger.byClock(tx, id, ({ row }) =>
        row.state === 'live' ? { change: 'review', state: 'under-review' } : null,
      );
    }
    await this.trail.append(tx, null, {
      kind: 'governance',
      action: `agreement-review-${kind}`,
      detail: { agreement: id, reviewAt: reviewAt.toISOString() },
      index: { agreement: id },
    });
  }
}
