import { Injectable } from '@nestjs/common';
import type { Category, LegalMode, Purpose } from '#libs/domain';
import { HotDatabase } from '../keys/hot-database.js';
import type { Known } from './known-recipients.js';
import type { DeliveryState } from '../offered/delivery-reader.js';

/** One delivery of a record, as its sender's list needs it. */
export interface SentRow {
  readonly id: string;
  readonly recordId: string;
  readonly agency: string;
  readonly purpose: Purpose;
  readonly category: Category;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly agreement: string | null;
  readonly basis: LegalMode | null;
  readonly sentAt: Date;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why it was recalled, where it was. */
  readonly recall: string | null;
  /** When it was offered, to the microsecond: with the id, its place in the list. */
  readonly at: string;
}

/** Of whom, by whom, and which part of the list. */
export interface SentPage {
  readonly residentId: string;
  readonly source: string;
  /** Everything before it in the list is left out; null begins with the newest. */
  readonly after: readonly [at: string, id: string] | null;
  readonly limit: number;
  /** Deliveries that the sender may not know of are no part of the list: they leave no gap in a page. */
  readonly known: Known;
}

const START = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

const CATEGORIES = {
  name: 'sent-categories',
  text: `SELECT DISTINCT category FROM relay.record WHERE resident_id = $1 AND source_agency = $2 ORDER BY category`,
};

/** So many of each category: which of them end up in a page is settled when every category has passed the line. */
const SENT = {
  name: 'sent-deliveries',
  text: `SELECT s.* FROM unnest($3::text[]) AS c (category) CROSS JOIN LATERAL (
    SELECT d.id, d.record_id AS "recordId", d.agency, d.purpose, d.category, d.state, d.reason, d.agreement, d.basis,
      r.received_at AS "sentAt", d.opened_at AS "openedAt", d.ended_at AS "endedAt",
      (SELECT x.cause FROM relay.recall x WHERE x.delivery_id = d.id ORDER BY x.raised_at LIMIT 1) AS recall,
      to_char(d.offered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
    FROM relay.delivery d JOIN relay.record r ON r.id = d.record_id
    WHERE d.resident_id = $1 AND r.source_agency = $2 AND d.category = c.category
      AND (d.offered_at, d.id) < ($4::timestamptz, $5::uuid)
      AND d.agency <> ALL ($7::text[]) AND (d.state <> 'refused' OR d.agency || ' ' || d.purpose = ANY ($8::text[]))
    ORDER BY d.offered_at DESC, d.id DESC LIMIT $6) AS s`,
};

/** Reads what became of an agency's own records of one resident. What it reads passes the release line. */
@Injectable()
export class SentDeliveries {
  constructor(private readonly database: HotDatabase) {}

  /** The categories of the records that an agency posted about a resident. */
  async categories(residentId: string, source: string): Promise<Category[]> {
    const { rows } = await this.database.pool.query<{ category: Category }>({
      ...CATEGORIES,
      values: [residentId, source],
    });
    return rows.map(({ category }) => category);
  }

  /** Of each category the newest after the page's position: up to `limit`, and one that tells whether there are more. */
  async page(
    { residentId, source, after, limit, known }: SentPage,
    categories: readonly Category[],
  ): Promise<SentRow[]> {
    const values = [residentId, source, categories, ...(after ?? START), limit + 1, known.discreet, known.named];
    return (await this.database.pool.query<SentRow>({ ...SENT, values })).rows;
  }
}
