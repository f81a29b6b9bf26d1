import { pageOf } from '#libs/contracts';
import { aName, cursorOf, keyAfter, type Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import { HotPool } from '../storage/hot-pool.js';
import type { AwaitingList, AwaitingView } from './reconciliation.dto.js';

interface AwaitingRow {
  readonly thing: string;
  readonly cause: AwaitingView['cause'];
  readonly raisedAt: Date;
}

/**
 * Residents whom the officer's agency knows; and, for a lead, what concerns the place and whom the database no longer
 * knows. `$3`: whether it is a lead.
 */
const MAY_SEE = `(b.thing LIKE 'resident:%' AND EXISTS (SELECT 1 FROM consent.link l
    WHERE l.agency = $1 AND 'resident:' || l.resident_id = b.thing))
  OR ($2 AND (b.thing NOT LIKE 'resident:%' OR NOT EXISTS (SELECT 1 FROM consent.resident r WHERE 'resident:' || r.id = b.thing)))`;
const EVERYTHING = 2_147_483_647;

const AWAITING = {
  name: 'awaiting-reconciliation',
  text: `SELECT b.thing, b.cause, b.raised_at AS "raisedAt" FROM fence.bars_v1($3, $4, ${EVERYTHING}) b
    WHERE ${MAY_SEE} ORDER BY b.thing LIMIT $5`,
};

const A_THING = aName(/^(resident|principal|agency|agreement|category|rules):[\w.-]{0,60}$/);

/** What a restore lost, as far as this officer may see to it. */
@Injectable()
export class ListAwaiting {
  constructor(private readonly hot: HotPool) {}

  async page(officer: Principal, after: string | undefined, limit: number): Promise<AwaitingList> {
    requireDecider(officer);
    const rows = await this.rows(officer, null, keyAfter(after, A_THING)?.[0] ?? '', limit + 1);
    return pageOf(
      rows,
      limit,
      ({ thing }) => cursorOf(thing),
      ({ raisedAt, ...row }) => ({ ...row, raisedAt: raisedAt.toISOString() }),
    );
  }

  /** Whether this one awaits, and is this officer's to see to. */
  async holds(officer: Principal, thing: string): Promise<boolean> {
    return (await this.rows(officer, thing, '', 1)).length > 0;
  }

  private async rows(officer: Principal, thing: string | null, after: string, limit: number): Promise<AwaitingRow[]> {
    const isLead = officer.roles.includes('ig-lead');
    const values = [officer.agency, isLead, thing, after, limit];
    return (await this.hot.pool.query<AwaitingRow>({ ...AWAITING, values })).rows;
  }
}
