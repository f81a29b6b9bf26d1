import { Injectable } from '@nestjs/common';
import { DISCREET_CATEGORIES, DISCREET_PURPOSES, DomainError } from '#libs/domain';
import { written } from '#libs/persistence';
import { openContent, sealContent } from '#libs/sealing';
import { RelayConfig } from '../config.js';
import { FeedPositions } from '../feed/feed-positions.js';
import { HotDatabase } from '../keys/hot-database.js';
import { ResidentKeys } from '../keys/resident-keys.js';

export type RecallAnswer = 'received' | 'deleted' | 'kept';

/** A recall as its agency sees it: the delivery to let go of, why, and what was answered so far. */
export interface RecallView {
  readonly id: string;
  readonly deliveryId: string;
  readonly cause: 'withdrawn' | 'refused' | 'retracted';
  readonly raisedAt: string;
  readonly answers: RecallAnswerView[];
}

export interface RecallAnswerView {
  /** '' for the agency itself, else the name of its onward processor. */
  readonly processor: string;
  readonly answer: RecallAnswer;
  readonly reason: string | null;
  readonly keptUntil: string | null;
  readonly answeredAt: string;
}

const ANSWERS = `coalesce((SELECT jsonb_agg(jsonb_build_object('processor', a.processor, 'answer', a.answer,
    'sealedReason', encode(a.sealed_reason, 'base64'), 'keptUntil', a.kept_until, 'answeredAt', a.answered_at) ORDER BY a.answered_at)
  FROM relay.recall_answer a WHERE a.recall_id = r.id), '[]') AS answers`;

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
const ANSWER = {
  name: 'answer-recall',
  text: `INSERT INTO relay.recall_answer (recall_id, processor, answer, sealed_reason, kept_until)
    SELECT r.id, $3, $4, $5::bytea, $6::date FROM relay.recall r WHERE r.id = $1 AND r.agency = $2
    ON CONFLICT (recall_id, processor, answer) DO UPDATE SET answer = excluded.answer RETURNING answered_at`,
};

const RESIDENT_OF = {
  name: 'resident-of-recall',
  text: `SELECT resident_id AS "residentId", $3 = '' OR policy.is_processor_v1($2, $3) AS known FROM relay.recall
    WHERE id = $1 AND agency = $2`,
};

export interface ResidentRecall {
  readonly agency: string;
  readonly cause: string;
  readonly category: string;
  readonly openedAt: string;
  readonly raisedAt: string;
  readonly answers: RecallAnswerView[];
}

type SealedAnswer = Omit<RecallAnswerView, 'reason'> & { readonly sealedReason: string | null };
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
    private readonly keys: ResidentKeys,
    private readonly config: RelayConfig,
  ) {}

  /** Rejects with `cursor-superseded`. */
  async ofAgency(
    agency: string,
    after: string | undefined,
    limit: number,
  ): Promise<{ recalls: RecallView[]; next: string }> {
    const from = await this.positions.openAt('recall', agency, after);
    const { rows } = await this.database.pool.query<Sealed<RecallView> & { position: string; residentId: string }>({
      ...OF_AGENCY,
      values: [agency, from.position, limit],
    });
    const keys = await this.keys.of(rows.map((row) => row.residentId));
    const recalls = rows.map(({ position: _, residentId, answers, ...recall }) => ({
      ...recall,
      answers: openAnswers(recall.id, answers, keys.get(residentId)),
    }));
    return { recalls, next: from.cursor(rows.at(-1)?.position ?? null) };
  }

  /** Without what is discreet (domain 1.15). */
  async ofResident(residentId: string): Promise<ResidentRecall[]> {
    const values = [residentId, this.config.DISCREET_AGENCIES, DISCREET_CATEGORIES, DISCREET_PURPOSES];
    const { rows } = await this.database.pool.query<Sealed<ResidentRecall>>({ ...OF_RESIDENT, values });
    const key = (await this.keys.of([residentId])).get(residentId);
    return rows.map(({ id, answers, ...recall }) => ({ ...recall, answers: openAnswers(id, answers, key) }));
  }

  /**
   * Idempotent: the same answer again keeps its first time. Only the agency that was asked may answer, for itself and for those
   * whom its information governance lead has named: a resident reads the answer. Rejects with `unknown-processor`.
   */
  async answer(agency: string, recallId: string, given: Omit<RecallAnswerView, 'answeredAt'>): Promise<void> {
    const found = await this.database.pool.query<{ residentId: string; known: boolean }>({
      ...RESIDENT_OF,
      values: [recallId, agency, given.processor],
    });
    const resident = found.rows[0]?.residentId;
    if (!resident) throw new DomainError('recall-not-found', 'there is no such recall for your agency');
    if (!found.rows[0]!.known)
      throw new DomainError('unknown-processor', 'your agency has not named anybody of this code who processes for it');
    const key = (await this.keys.of([resident])).get(resident);
    const { processor, answer, reason, keptUntil } = given;
    const sealed = reason !== null && key ? sealContent(reason, key, place(recallId, processor)) : null;
    const values = [recallId, agency, processor, answer, sealed, keptUntil];
    await written(this.database.pool.query({ ...ANSWER, values }));
  }
}

const place = (recallId: string, processor: string): string => `recall/${recallId}/${processor}`;

/** Without the resident's key (erased), the answer stands and its reason is gone. */
function openAnswers(recallId: string, answers: readonly SealedAnswer[], key: Buffer | undefined): RecallAnswerView[] {
  return answers.map(({ sealedReason, ...answer }) => ({
    ...answer,
    reason:
      sealedReason !== null && key
        ? (openContent(Buffer.from(sealedReason, 'base64'), key, place(recallId, answer.processor)) as string)
        : null,
  }));
}
