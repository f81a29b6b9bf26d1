import { Injectable } from '@nestjs/common';
import { DISCREET_CATEGORIES, DISCREET_PURPOSES } from '#libs/domain';
import { KeyReader } from '#libs/trail';
import { RelayConfig } from '../config.js';
import { FeedPositions } from '../feed/feed-positions.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { RecallPage, RecallView, ResidentRecall } from './recall.dto.js';
import { ANSWERS, openAnswers, type SealedAnswer } from './sealed-answers.js';

const OF_AGENCY = {
  name: 'recalls-of-agency',
  text: `SELECT r.id, r.resident_id AS "residentId", r.delivery_id AS "deliveryId", r.cause, r.raised_at AS "raisedAt", ${ANSWERS},
      e.position
    FROM relay.feed_entry e JOIN relay.recall r ON r.id = e.item_id
    WHERE e.feed = 'recall' AND e.agency = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
};
const OF_RESIDENT = {
  name: 'recalls-of-resident',
  text: `SELECT r.id, r.agency, r.cause, r.raised_at AS "raisedAt", d.category, d.opened_at AS "openedAt", ${ANSWERS}
    FROM relay.recall r JOIN relay.delivery d ON d.id = r.delivery_id WHERE r.resident_id = $1
      AND NOT r.agency = ANY ($2::text[]) AND NOT d.category = ANY ($3::text[]) AND NOT d.purpose = ANY ($4::text[])
    ORDER BY r.raised_at, r.id`,
};
type Sealed<View> = Omit<View, 'answers'> & { readonly id: string; readonly answers: SealedAnswer[] };

/**
 * Recalls: what was delivered cannot be clawed back, so its agency is told, and its answers are kept and shown. An answer's
 * reason is free text, so it is sealed with the resident's key and goes with it.
 */
@Injectable()
export class Recalls {
  constructor(
    private readonly database: HotDatabase,
    private readonly positions: FeedPositions,
    private readonly keys: KeyReader,
    private readonly config: RelayConfig,
  ) {}

  /** Rejects with `cursor-superseded`. */
  async ofAgency(agency: string, after: string | undefined, limit: number): Promise<RecallPage> {
    const from = await this.positions.openAt('recall', agency, after);
    const { rows } = await this.database.pool.query<Sealed<RecallView> & { position: string; residentId: string }>({
      ...OF_AGENCY,
      values: [agency, from.position, limit],
    });
    const keys = await this.keys.ofResidents(
      this.database.pool,
      rows.map((row) => row.residentId),
    );
    const recalls = rows.map(({ position: _, residentId, answers, ...recall }) => ({
      ...recall,
      answers: openAnswers(recall.id, answers, keys.ofResident(residentId)),
    }));
    return { recalls, next: from.cursor(rows.at(-1)?.position ?? null) };
  }

  /** Without what is discreet (domain 1.15). */
  async ofResident(residentId: string): Promise<ResidentRecall[]> {
    const values = [residentId, this.config.DISCREET_AGENCIES, DISCREET_CATEGORIES, DISCREET_PURPOSES];
    const { rows } = await this.database.pool.query<Sealed<ResidentRecall>>({ ...OF_RESIDENT, values });
    const key = await this.keys.ofResident(this.database.pool, residentId);
    return rows.map(({ id, answers, ...recall }) => ({ ...recall, answers: openAnswers(id, answers, key) }));
  }
}
