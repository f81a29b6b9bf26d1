import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { FeedPositions } from '../feed/feed-positions.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { AlertPage } from './alert.dto.js';

interface AlertRow {
  readonly id: string;
  readonly disclosureId: string;
  readonly entryId: string;
  readonly raisedAt: Date;
  readonly position: string;
}

const alertsBy = (order: 'e.position' | 'e.position DESC'): string => `
  SELECT n.id, n.disclosure_id AS "disclosureId", d.entry_id AS "entryId", n.raised_at AS "raisedAt", e.position
  FROM relay.feed_entry e JOIN relay.notice n ON n.id = e.item_id JOIN relay.disclosure d ON d.id = n.disclosure_id
  WHERE e.feed = 'notice' AND e.agency = $1 AND e.position > $2 ORDER BY ${order} LIMIT $3`;

const ALERTS = { name: 'alerts-of-agency', text: alertsBy('e.position') };
/** For who looks, and does not follow the feed: a page shows what was raised last. */
const NEWEST = { name: 'newest-alerts-of-agency', text: alertsBy('e.position DESC') };

const READERS = ['privacy-officer', 'ig-lead'];

/**
 * Alerts of the officers' own agency, as the one that accessed (domain 1.15: a review belongs to the privacy officer of the
 * agency that accessed). Who and what it was about is read in the audit, where that look is an entry of its own.
 */
@Injectable()
export class ListAlerts {
  constructor(
    private readonly database: HotDatabase,
    private readonly positions: FeedPositions,
  ) {}

  /** Rejects with `officer-role-not-permitted`, `cursor-superseded`. */
  async list(
    principal: Principal,
    { after, limit = 100, order }: { after?: string; limit?: number; order?: 'newest' },
  ): Promise<AlertPage> {
    if (!principal.roles.some((role) => READERS.includes(role)))
      throw new DomainError(
        'officer-role-not-permitted',
        'a privacy officer or an information governance lead reads these',
      );
    const from = await this.positions.openAt('notice', principal.agency!, after);
    const values = [principal.agency, from.position, limit];
    const { rows } = await this.database.pool.query<AlertRow>({
      ...(order === 'newest' ? NEWEST : ALERTS),
      values,
    });
    const last = order === 'newest' ? rows[0] : rows.at(-1);
    const notices = rows.map(({ position: _, raisedAt, ...row }) => ({ ...row, raisedAt: raisedAt.toISOString() }));
    return { notices, next: from.cursor(last?.position ?? null) };
  }
}
