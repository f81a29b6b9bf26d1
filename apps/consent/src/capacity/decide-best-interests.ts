import { type BestInterestsAuthority, DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { AgreementBounds } from '../directive/agreement-bounds.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { momentSql } from '../storage/moment.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import { assessorRole } from './assessor-role.js';
import { endOfDecision } from './decision-bounds.js';

export interface BestInterests {
  readonly id: string;
  readonly agreement: string;
  readonly categories: readonly string[] | null;
  readonly authority: BestInterestsAuthority;
  readonly endsAt: Date | null;
}

interface Standing {
  readonly now: Date;
  readonly underSixteen: boolean;
  readonly underEighteen: boolean;
  readonly assessor: string | null;
}

/** The assessment in force of this decision: of the agreement itself before one of any sharing, the latest of each. */
const STANDING = `SELECT fence.domain_now() AS now, coalesce(r.sixteen_at > fence.domain_now(), false) AS "underSixteen",
    coalesce(r.eighteen_at > fence.domain_now(), false) AS "underEighteen",
    (SELECT CASE WHEN c.lacks AND c.lapses_at > fence.domain_now() THEN c.recorded_by END FROM consent.capacity_assessment c
      WHERE c.resident_id = r.id AND (c.agreement = $2 OR c.agreement IS NULL)
      ORDER BY c.agreement NULLS LAST, c.assessed_at DESC, c.recorded_at DESC, c.id DESC LIMIT 1) AS assessor
  FROM consent.resident r WHERE r.id = $1`;

/**
 * Records what was decided for a resident who lacks capacity for this decision (MCA 2005 s.4): by a registered attorney, a
 * deputy, or a professional. Needs a capacity assessment in force (`no-authority-yet`). It is no consent of the resident's:
 * what they refused or objected to before stands. Idempotent by id.
 */
@Injectable()
export class DecideBestInterests {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly bounds: AgreementBounds,
    private readonly recording: RecordCircumstance,
  ) {}

  async decide(principal: Principal, reference: string, decision: BestInterests): Promise<ChangedCircumstance> {
    const role = assessorRole(principal);
    const resolved = await this.residents.resolve(principal, reference);
    const { id, agreement, categories, authority } = decision;
    return this.work.run(async (tx) => {
      const residentId = await whoTheyAreNow(tx, resolved);
      const repeated = await firstRow<{ at: string }>(
        tx,
        `SELECT ${momentSql('starts_at')} AS at FROM consent.best_interests_decision WHERE id = $1 AND resident_id = $2`,
        [id, residentId],
      );
      if (repeated !== undefined) return { id, effectiveAt: repeated.at };
      const bounds = await this.bounds.of(tx, agreement);
      const standing = await this.requireAuthority(tx, principal, residentId, decision);
      const endsAt = endOfDecision(bounds, decision, standing.now);
      const detail = {
        decision: id,
        authority,
        role,
        categories: categories && [...categories],
        endsAt: endsAt.toISOString(),
      };
      const change = { change: 'best-interests-decided' as const, id, residentId, detail, agreement };
      return this.recording.record(tx, principal, change, async (at) => {
        const sql = `INSERT INTO consent.best_interests_decision (id, resident_id, agreement, categories, authority, ends_at,
                       recorded_by, starts_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
        await tx.query(sql, [id, residentId, agreement, categories, authority, endsAt, principal.id, at]);
      });
    });
  }

  private async requireAuthority(
    tx: Transaction,
    principal: Principal,
    residentId: string,
    { agreement, authority }: BestInterests,
  ): Promise<Standing> {
    const standing = (await firstRow<Standing>(tx, STANDING, [residentId, agreement]))!;
    // MCA 2005 s.2(5): from 16. s.9(2)(c): a donor of a lasting power of attorney has reached 18.
    if (standing.underSixteen) throw new DomainError('under-sixteen', 'nobody under 16 is decided for here');
    if (authority === 'attorney' && standing.underEighteen)
      throw new DomainError(
        'attorney-donor-under-eighteen',
        'nobody under 18 can have given a lasting power of attorney',
      );
    if (standing.assessor === null)
      throw new DomainError('no-authority-yet', 'there is no capacity assessment of this decision in force');
    if (authority === 'professional' && standing.assessor === principal.id)
      throw new DomainError(
        'second-person-needed',
        'whoever assessed capacity does not decide alone: a colleague records it',
      );
    return standing;
  }
}
