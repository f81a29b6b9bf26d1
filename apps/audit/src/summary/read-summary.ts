import { Injectable } from '@nestjs/common';
import { LONDON } from '#libs/calendar';
import type { Principal } from '#libs/http';
import { agencyOf } from '../entry/viewer-of.js';
import { leafTime } from '../log/leaf.js';
import { AuditPool } from '../storage/audit-pool.js';
import { WriteSearchEntry } from '../trail/write-search-entry.js';
import { countLines, type AlikeLines } from './count-lines.js';
import { ReadPeriod } from './read-period.js';
import type { LogState, Summary, SummaryQuery } from './summary.dto.js';

/** Three index walks that share no line, for an agency may be source, requester and recipient of one. */
const SCOPE = [
  'l.source_agency = $1',
  'l.requester_agency = $1 AND l.source_agency IS DISTINCT FROM $1',
  'l.recipient_agency = $1 AND l.source_agency IS DISTINCT FROM $1 AND l.requester_agency IS DISTINCT FROM $1',
];

/** Lines from before reasons were recorded are counted by their rule. */
const GROUPS = `
  SELECT to_char(l.at AT TIME ZONE $4, 'YYYY-MM-DD') AS day, l.kind, l.action, l.outcome, l.purpose,
    coalesce(l.reason, l.rule) AS reason, l.basis, l.agreement IS NOT NULL AS agreed, count(*)::int AS count
  FROM (${SCOPE.map((part) => `SELECT l.* FROM audit.entry_line l WHERE ${part} AND l.at >= $2 AND l.at < $3`).join(' UNION ALL ')}) l
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

const LOG = `SELECT size::float8, ${leafTime('signed_at')} AS "signedAt", ${leafTime('confirmed_at')} AS "confirmedAt"
  FROM audit.checkpoint WHERE published_at IS NOT NULL ORDER BY audit.checkpoint.size DESC LIMIT 1`;
const NO_LOG: LogState = { size: 0, signedAt: null, confirmedAt: null };

/** The overview of an officer's scope; asking for it is an entry, as every search is. */
@Injectable()
export class ReadSummary {
  constructor(
    private readonly database: AuditPool,
    private readonly period: ReadPeriod,
    private readonly trail: WriteSearchEntry,
  ) {}

  async read(officer: Principal, query: SummaryQuery): Promise<Summary> {
    const period = await this.period.read(query);
    const [groups, [log]] = await Promise.all([
      this.database.rows<AlikeLines>(GROUPS, [agencyOf(officer), period.from, period.to, LONDON]),
      this.database.rows<LogState>(LOG),
    ]);
    await this.trail.write(officer, 'read-summary', { from: period.from, to: period.to });
    return countLines(period, groups, log ?? NO_LOG);
  }
}
