import { Injectable } from '@nestjs/common';
import { LONDON } from '#libs/calendar';
import { ProblemError } from '#libs/http';
import { leafTime } from '../log/leaf.js';
import { AuditPool } from '../storage/audit-pool.js';
import { MAX_DAYS, type SummaryQuery } from './summary.dto.js';

/** A period that can be summed up, and the first and last of its days. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly first: string;
  readonly last: string;
}

interface AskedPeriod extends Period {
  readonly ordered: boolean;
  readonly short: boolean;
}

const PERIOD = `
  SELECT ${leafTime('p.a')} AS "from", ${leafTime('p.b')} AS "to", p.a < p.b AS ordered,
    (p.b AT TIME ZONE $3) - (p.a AT TIME ZONE $3) <= make_interval(days => $4) AS short,
    to_char(p.a AT TIME ZONE $3, 'YYYY-MM-DD') AS first,
    to_char(p.b AT TIME ZONE $3 - interval '1 microsecond', 'YYYY-MM-DD') AS last
  FROM (SELECT coalesce($2::timestamptz, fence.domain_now()) AS b) AS until CROSS JOIN LATERAL (
    SELECT until.b, coalesce($1::timestamptz,
      (date_trunc('day', until.b AT TIME ZONE $3) - interval '6 days') AT TIME ZONE $3) AS a) AS p`;

/** Settles the period of a summary by the place's clock, or says what is wrong with it. */
@Injectable()
export class ReadPeriod {
  constructor(private readonly database: AuditPool) {}

  async read({ from, to }: SummaryQuery): Promise<Period> {
    const values = [from ?? null, to ?? null, LONDON, MAX_DAYS];
    const [row] = await this.database.rows<AskedPeriod>(PERIOD, values);
    const { ordered, short, ...period } = row!;
    if (!ordered) throw refused('order', 'from must be before to; to is now where it is left out');
    if (!short) throw refused('length', `ask for at most ${MAX_DAYS} days at once`);
    return period;
  }
}

const refused = (rule: string, detail: string): ProblemError =>
  new ProblemError('invalid-input', { errors: [{ field: 'from', rule, detail }] });
