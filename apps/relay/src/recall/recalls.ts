import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import { HotDatabase } from '../keys/hot-database.js';

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

const ANSWERS = `coalesce((SELECT jsonb_agg(jsonb_build_object('processor', a.processor, 'answer', a.answer, 'reason', a.reason,
    'keptUntil', a.kept_until, 'answeredAt', a.answered_at) ORDER BY a.answered_at)
  FROM relay.recall_answer a WHERE a.recall_id = r.id), '[]') AS answers`;

const OF_AGENCY = {
  name: 'recalls-of-agency',
  text: `SELECT r.id, r.delivery_id AS "deliveryId", r.cause, r.raised_at AS "raisedAt", ${ANSWERS},
      r.raised_xid::text || '.' || r.position AS cursor
    FROM relay.recall r WHERE r.agency = $1 AND (r.raised_xid, r.position) > ($2::xid8, $3::bigint)
      AND r.raised_xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY r.raised_xid, r.position LIMIT $4`,
};
const OF_RESIDENT = {
  name: 'recalls-of-resident',
  text: `SELECT r.agency, r.cause, r.raised_at AS "raisedAt", d.category, d.opened_at AS "openedAt", ${ANSWERS}
    FROM relay.recall r JOIN relay.delivery d ON d.id = r.delivery_id WHERE r.resident_id = $1 ORDER BY r.raised_at, r.id`,
};
const ANSWER = {
  name: 'answer-recall',
  text: `INSERT INTO relay.recall_answer (recall_id, processor, answer, reason, kept_until)
    SELECT r.id, $3, $4, $5, $6::date FROM relay.recall r WHERE r.id = $1 AND r.agency = $2
    ON CONFLICT (recall_id, processor, answer) DO UPDATE SET answer = excluded.answer RETURNING answered_at`,
};

export interface ResidentRecall {
  readonly agency: string;
  readonly cause: string;
  readonly category: string;
  readonly openedAt: string;
  readonly raisedAt: string;
  readonly answers: RecallAnswerView[];
}

/** Recalls: what was delivered cannot be clawed back, so its agency is told, and its answers are kept and shown. */
@Injectable()
export class Recalls {
  constructor(private readonly database: HotDatabase) {}

  async ofAgency(agency: string, after: string, limit: number): Promise<{ recalls: RecallView[]; next: string }> {
    const [xid, position] = after.split('.');
    const { rows } = await this.database.pool.query<RecallView & { cursor: string; raisedAt: Date | string }>({
      ...OF_AGENCY,
      values: [agency, xid, position, limit],
    });
    return { recalls: rows.map(({ cursor: _, ...recall }) => recall), next: rows.at(-1)?.cursor ?? after };
  }

  async ofResident(residentId: string): Promise<ResidentRecall[]> {
    return (await this.database.pool.query<ResidentRecall>({ ...OF_RESIDENT, values: [residentId] })).rows;
  }

  /** Idempotent: the same answer again keeps its first time. Only the agency that was asked may answer. */
  async answer(agency: string, recallId: string, given: Omit<RecallAnswerView, 'answeredAt'>): Promise<void> {
    const { rowCount } = await this.database.pool.query({
      ...ANSWER,
      values: [recallId, agency, given.processor, given.answer, given.reason, given.keptUntil],
    });
    if (rowCount === 0) throw new DomainError('recall-not-found', 'there is no such recall for your agency');
  }
}
