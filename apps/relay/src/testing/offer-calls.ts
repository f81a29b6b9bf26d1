import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** What is drawn of one offer: the rest of it follows from these. */
export interface DrawnOffer {
  readonly record: number;
  readonly recipient: string;
  readonly purpose: string;
  readonly reason: 'permitted' | 'withheld' | 'refused' | 'restricted';
  readonly isOvertaken: boolean;
  readonly isOfKeptBack: boolean;
}

/** All that offers write, as others read it; what each run makes anew (times, transaction ids) left out. */
export type Written = Readonly<Record<'results' | 'deliveries' | 'messages' | 'counters' | 'feed', unknown>>;

export const EACH_BY_ITSELF = 'relay.offer_each';
export const TOGETHER = 'relay.offer_all';

/** The oracle: one after the other, through what offered them before; in the order in which `offer_all` takes them. */
const OFFER_EACH = `
  CREATE FUNCTION relay.offer_each(p_items relay.disclosure_item[], p_results text[], p_now timestamptz) RETURNS bigint[]
    LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    i relay.disclosure_item;
    v_gone bigint[] := '{}';
  BEGIN
    FOR i IN SELECT * FROM unnest(p_items) AS x WHERE x.kind = 'offer' AND p_results[x.ordinal] = 'recorded'
        ORDER BY x.resident, x.delivery ->> 'stream', x.ordinal LOOP
      IF NOT relay.offer(jsonb_build_object('outcome', i.outcome, 'reason', i.reason, 'workId', i.work, 'recipientAgency', i.recipient,
          'purpose', i.purpose, 'category', i.category, 'residentId', i.resident, 'epochs', i.epochs), i.delivery) THEN
        v_gone := v_gone || i.ordinal;
      END IF;
    END LOOP;
    RETURN v_gone;
  END $$;
`;

const CALL = (by: string): string => `
  SELECT ${by}(array_agg(ROW(i.ordinal, i.id, 'offer', i.resident, i.requester, i.recipient, 'NM-ASC', i.purpose, 'MEDS', i.outcome,
      i.reason, '{"resident":"7"}', NULL, NULL, i.work, i.delivery, NULL, NULL)::relay.disclosure_item),
    array_agg('recorded'::text), $2::timestamptz) AS gone
  FROM ROWS FROM (jsonb_to_recordset($1) AS (id uuid, resident uuid, requester text, recipient text, purpose text, outcome text,
    reason text, work bigint, delivery jsonb)) WITH ORDINALITY AS i(id, resident, requester, recipient, purpose, outcome, reason, work,
    delivery, ordinal)`;

const READ: Readonly<Record<Exclude<keyof Written, 'results'>, string>> = {
  deliveries: `SELECT to_jsonb(d) - '{position,offered_xid,offered_at}'::text[] || jsonb_build_object('before',
      CASE WHEN d.offered_at < $2 THEN d.offered_at END) AS row FROM relay.delivery d WHERE d.resident_id = ANY ($1::uuid[]) ORDER BY d.position`,
  messages: `SELECT to_jsonb(o) - 'created_at' AS row FROM messaging.outbox o
      WHERE o.stream LIKE ANY ($1) AND $2::timestamptz IS NOT NULL ORDER BY o.stream, o.seq`,
  counters: `SELECT to_jsonb(c) - 'last_at' AS row FROM messaging.stream_counter c
      WHERE c.stream LIKE ANY ($1) AND $2::timestamptz IS NOT NULL ORDER BY c.stream`,
  feed: `SELECT w.item_id AS row FROM relay.feed_waiting w JOIN relay.delivery d ON d.id = w.item_id
      WHERE d.resident_id = ANY ($1::uuid[]) AND $2::timestamptz IS NOT NULL ORDER BY w.ordinal`,
};

/** Two residents with three versions of two records each, and calls that offer them. */
export class OfferCalls {
  private readonly residents = [randomUUID(), randomUUID()].toSorted();
  private readonly records: { readonly id: string; readonly resident: string }[] = [];
  private readonly work: string[] = [];

  constructor(private readonly admin: pg.Client) {}

  async begin(): Promise<void> {
    await this.admin.query(`${OFFER_EACH.replace('CREATE', 'CREATE OR REPLACE')}`);
    for (const resident of this.residents)
      for (const source of ['a', 'b'])
        for (const version of [1, 2, 3]) {
          const id = randomUUID();
          const work = await this.admin.query<{ id: string }>(
            `WITH r AS (INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash)
               VALUES ($1, $2, 'NM-ASC', $3, $4, 'MEDS', '', '')), o AS (SELECT coalesce(max(seq), 0) + 1 AS seq FROM relay.work WHERE resident_id = $2)
             INSERT INTO relay.work (shard, resident_id, seq, kind, record_id) SELECT 0, $2, seq, 'offer', $1 FROM o RETURNING id`,
            [id, resident, `${resident}-${source}`, version],
          );
          this.records.push({ id, resident });
          this.work.push(work.rows[0]!.id);
        }
  }

  /** A living delivery is destroyed, so that its record may be offered once more. */
  async destroy(which: number): Promise<void> {
    await this.admin.query(
      `UPDATE relay.delivery SET state = 'destroyed', wrapped_key = NULL WHERE id = (SELECT id FROM relay.delivery
         WHERE state = 'offered' AND seq IS NOT NULL AND resident_id = ANY ($1) ORDER BY position OFFSET $2 LIMIT 1)`,
      [this.residents, which],
    );
  }

  /** What the call writes; it stays where `keep` says so. */
  async written(items: readonly object[], by: string, keep: boolean): Promise<Written> {
    await this.admin.query('BEGIN');
    try {
      const { rows: clock } = await this.admin.query<{ now: string }>('SELECT fence.domain_now()::text AS now');
      const now = clock[0]!.now;
      const { rows } = await this.admin.query<{ gone: string[] }>(CALL(by), [JSON.stringify(items), now]);
      const written = { results: rows[0]!.gone.toSorted() } as Record<keyof Written, unknown>;
      for (const [name, sql] of Object.entries(READ)) {
        const of = name === 'deliveries' || name === 'feed' ? this.residents : this.residents.map((id) => `%:${id}`);
        written[name as keyof Written] = (await this.admin.query<{ row: unknown }>(sql, [of, now])).rows.map(
          ({ row }) => row,
        );
      }
      await this.admin.query(keep ? 'COMMIT' : 'ROLLBACK');
      return written;
    } catch (error) {
      await this.admin.query('ROLLBACK');
      throw error;
    }
  }

  /** One item for a record, agency and purpose, as the fence takes them. */
  async items(drawn: readonly DrawnOffer[]): Promise<object[]> {
    const items = new Map<string, object>();
    for (const offer of drawn) {
      const { id: record, resident } = this.records[offer.record]!;
      const key = `${record} ${offer.recipient} ${offer.purpose}`;
      if (!items.has(key)) items.set(key, await this.item(offer, record, resident));
    }
    return [...items.values()];
  }

  private async item(offer: DrawnOffer, record: string, resident: string): Promise<object> {
    const { recipient, purpose, reason, isOvertaken, isOfKeptBack } = offer;
    const { rows } = await this.admin.query<{ id: string }>(
      `SELECT id FROM relay.delivery WHERE record_id = $1 AND agency = $2 AND purpose = $3 AND state = 'offered' AND seq IS NULL`,
      [record, recipient, purpose],
    );
    const id = (isOfKeptBack ? rows[0]?.id : undefined) ?? randomUUID();
    const proper = {
      ...{ stream: `${recipient}:${resident}`, topic: `agency.${recipient.toLowerCase()}.records.v1`, key: resident },
      ...{ event: { delivery: id }, envelope: 'sealed', wrappedKey: 'AA==', mask: ['a', 'b'], keyController: 'NM-ASC' },
    };
    return {
      ...{ id: randomUUID(), resident, requester: 'system', recipient, purpose, reason },
      outcome: reason === 'permitted' ? 'permit' : 'deny',
      work: isOvertaken ? '0' : this.work[offer.record],
      delivery: { id, recordId: record, agreement: 'D1', basis: 'B', ...(reason === 'permitted' && proper) },
    };
  }
}
