import { Injectable } from '@nestjs/common';
import { londonDayOf } from '#libs/calendar';
import { DomainError } from '#libs/domain';
import { ProblemError } from '#libs/http';
import { written } from '#libs/persistence';
import { KeyReader, keyUnreadable } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import { turnOf, type Statement } from './answer-order.js';
import { ANSWERS, openAnswers, sealReason, type SealedAnswer } from './sealed-answers.js';

export interface GivenAnswer extends Statement {
  /** '' for the agency itself. */
  readonly processor: string;
}

const ASKED = {
  name: 'recall-to-answer',
  text: `SELECT r.resident_id AS "residentId", $3 = '' OR policy.is_processor_v1($2, $3) AS known, fence.domain_now() AS now,
      ${ANSWERS}
    FROM relay.recall r WHERE r.id = $1 AND r.agency = $2`,
};
/** Two at once read the same answers and take the same turn: the second gets no row, and looks again. */
const APPEND = {
  name: 'append-recall-answer',
  text: `INSERT INTO relay.recall_answer (recall_id, processor, turn, answer, sealed_reason, kept_until)
    VALUES ($1, $2, $3, $4, $5::bytea, $6::date) ON CONFLICT DO NOTHING RETURNING turn`,
};
/** Of one who answers, to one recall: each is read whenever any is. What is deleted may always be said. */
const MOST_ANSWERS = 50;
/** As many as there are others at the very same moment; far more than there are. */
const TRIES = 20;

interface Asked {
  readonly residentId: string;
  readonly known: boolean;
  readonly now: Date;
  readonly answers: readonly SealedAnswer[];
}

/**
 * An agency's answer to a recall, appended to what it said before. Only the agency that was asked may answer, for itself and
 * for those whom its information governance lead has named: a resident reads the answer. Idempotent: what was said in these
 * very words before keeps its first time. Rejects with `recall-not-found`, `unknown-processor`, `recall-answered-deleted`,
 * `recall-answered-too-often`, `key-unreadable` where a reason cannot be kept now, and with the field where a last day is over.
 */
@Injectable()
export class AnswerRecall {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  async answer(agency: string, recallId: string, given: GivenAnswer): Promise<void> {
    for (let left = TRIES; left > 0; left--) if (await this.tryOnce(agency, recallId, given)) return;
    throw new DomainError('recall-answers-collide', 'too many answers to this recall at once: send yours again');
  }

  /** False where another answer took the turn. */
  private async tryOnce(agency: string, recallId: string, given: GivenAnswer): Promise<boolean> {
    const { residentId, now, answers } = await this.find(agency, recallId, given.processor);
    const key = await this.keys.ofResident(this.database.pool, residentId);
    // Taken without it, the resident would never read why it was kept.
    if (key.state === 'unreadable' && given.reason !== null) throw keyUnreadable();
    const own = answers.filter(({ processor }) => processor === given.processor);
    // Without a key no reason was kept and none is, so none can tell two answers apart.
    const statement = key.state === 'held' ? given : { ...given, reason: null };
    const turn = turnOf(statement, openAnswers(recallId, own, key));
    if (turn === 'again') return true;
    if (turn === 'over') throw saidDeleted();
    if (own.length >= MOST_ANSWERS && given.answer !== 'deleted') throw saidTooOften();
    // After the order: a repeat of what was in time when it was said is no fault.
    if (given.keptUntil !== null && given.keptUntil < londonDayOf(now)) throw dayIsOver();
    const { processor, answer, reason, keptUntil } = given;
    const next = Math.max(0, ...own.map((said) => said.turn)) + 1;
    const values = [recallId, processor, next, answer, sealReason(reason, key, recallId, processor), keptUntil];
    const { rowCount } = await written(this.database.pool.query({ ...APPEND, values }));
    return rowCount === 1;
  }

  private async find(agency: string, recallId: string, processor: string): Promise<Asked> {
    const { rows } = await this.database.pool.query<Asked>({ ...ASKED, values: [recallId, agency, processor] });
    const [asked] = rows;
    if (!asked) throw new DomainError('recall-not-found', 'there is no such recall for your agency');
    if (!asked.known)
      throw new DomainError('unknown-processor', 'your agency has not named anybody of this code who processes for it');
    return asked;
  }
}

const saidDeleted = (): DomainError =>
  new DomainError(
    'recall-answered-deleted',
    'it was answered already that this is deleted, and the resident reads that. If it is not so, tell your privacy officer',
  );

const saidTooOften = (): DomainError =>
  new DomainError(
    'recall-answered-too-often',
    `this recall was answered ${MOST_ANSWERS} times already: the newest counts, and only that it is deleted is taken now`,
  );

const dayIsOver = (): ProblemError =>
  new ProblemError('invalid-input', {
    errors: [
      {
        ...{ field: 'keptUntil', rule: 'notPast' },
        detail: 'keptUntil must be today or a later day, by the calendar of London; answer `deleted` where it is gone',
      },
    ],
  });
