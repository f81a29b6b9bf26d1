import { endOfDayAfter, wholeDaysWithin } from '#libs/calendar';
import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { AgreementBounds } from '../directive/agreement-bounds.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { now } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import { assessorRole } from './assessor-role.js';

export interface Assessment {
  readonly id: string;
  /** The decision that it is about; null: any sharing. */
  readonly agreement: string | null;
  readonly lacks: boolean;
  readonly assessedAt: Date;
  readonly lapsesAt: Date | null;
}

/** Domain 1.6: a capacity assessment names the decision and lapses. */
const LAPSES_AFTER_DAYS = 28;
const LONGEST_DAYS = 183;

/**
 * Records that a professional found a resident able, or not, to decide about one sharing (MCA 2005 s.2, s.3: capacity is
 * decision- and time-specific, and presumed). A later assessment of the same decision replaces it. Idempotent by id.
 */
@Injectable()
export class AssessCapacity {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly bounds: AgreementBounds,
    private readonly recording: RecordCircumstance,
  ) {}

  async assess(
    principal: Principal,
    reference: string,
    assessment: Assessment,
    once: Once,
  ): Promise<ChangedCircumstance> {
    const role = assessorRole(principal);
    const resolved = await this.residents.resolve(principal, reference);
    const { id, agreement, lacks, assessedAt } = assessment;
    return this.work.run((tx) =>
      once(tx, async () => {
        const residentId = await whoTheyAreNow(tx, resolved);
        const repeated = await firstRow<{ at: string }>(
          tx,
          `SELECT ${momentSql('recorded_at')} AS at FROM consent.capacity_assessment WHERE id = $1 AND resident_id = $2`,
          [id, residentId],
        );
        if (repeated !== undefined) return { id, effectiveAt: repeated.at };
        await this.bounds.requireKnownAgreement(tx, agreement);
        const lapsesAt = await lapseOf(tx, assessment);
        const dates = { assessedAt: assessedAt.toISOString(), lapsesAt: lapsesAt.toISOString() };
        const detail = { assessment: id, lacks, role, ...dates };
        const change = { change: 'capacity-assessed' as const, id, residentId, detail, agreement };
        return this.recording.record(tx, principal, change, async (at) => {
          const sql = `INSERT INTO consent.capacity_assessment (id, resident_id, agreement, lacks, assessed_at, lapses_at,
                         assessor_role, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
          await tx.query(sql, [id, residentId, agreement, lacks, assessedAt, lapsesAt, role, principal.id, at]);
        });
      }),
    );
  }
}

async function lapseOf(tx: Transaction, { assessedAt, lapsesAt }: Assessment): Promise<Date> {
  const at = await now(tx);
  const end = lapsesAt ?? wholeDaysWithin(assessedAt, LAPSES_AFTER_DAYS);
  if (assessedAt > at) throw new DomainError('invalid-assessment', 'an assessment is recorded once it was made');
  if (end <= at || end > endOfDayAfter(assessedAt, LONGEST_DAYS))
    throw new DomainError('invalid-end', 'an assessment lapses in the future, and within half a year of being made');
  return end;
}
