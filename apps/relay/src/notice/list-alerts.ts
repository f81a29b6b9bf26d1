import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { HotDatabase } from '../keys/hot-database.js';

/** Something that a privacy officer should look at: the entry of the disclosure that raised it, and nothing of anybody. */
export interface AlertView {
  readonly id: string;
  readonly disclosureId: string;
  readonly entryId: string;
  readonly raisedAt: string;
}

export interface AlertPage {
  readonly notices: AlertView[];
  /** Where to go on; the same as `after` when there is nothing new. */
  readonly next: string;
}

interface AlertRow {
  readonly id: string;
  readonly disclosureId: string;
  readonly entryId: string;
  readonly raisedAt: Date;
  readonly cursor: string;
}

const ALERTS = {
  name: 'alerts-of-agency',
  text: `SELECT n.id, n.disclosure_id AS "disclosureId", d.entry_id AS "entryId", n.raised_at AS "raisedAt",
      n.raised_xid::text || '.' || n.position AS cursor
    FROM relay.notice n JOIN relay.disclosure d ON d.id = n.disclosure_id
    WHERE n.agency = $1 AND n.kind = 'alert-officer' AND (n.raised_xid, n.position) > ($2::xid8, $3::bigint)
      AND n.raised_xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY n.raised_xid, n.position LIMIT $4`,
};

const READERS = ['privacy-officer', 'ig-lead'];

/**
 * Alerts of the officers' own agency, as the one that accessed (domain 1.15: a review belongs to the privacy officer of the
 * agency that accessed). Who and what it was about is read in the audit, where that look is an entry of its own.
 */
@Injectable()
export class ListAlerts {
  constructor(private readonly database: HotDatabase) {}

  /** Rejects with `officer-role-not-permitted`. */
  async run(principal: Principal, after: string, limit: number): Promise<AlertPage> {
    if (!principal.roles.some((role) => READERS.includes(role)))
      throw new DomainError(
        'officer-role-not-permitted',
        'a privacy officer or an information governance lead reads these',
      );
    const values = [principal.agency, ...after.split('.'), limit];
    const { rows } = await this.database.pool.query<AlertRow>({ ...ALERTS, values });
    const notices = rows.map(({ cursor: _, raisedAt, ...row }) => ({ ...row, raisedAt: raisedAt.toISOString() }));
    return { notices, next: rows.at(-1)?.cursor ?? after };
  }
}
