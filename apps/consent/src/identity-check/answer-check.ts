import { LINK_CREATED, RESIDENT_JOINED } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork, rowsOf } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { JoinResidents } from '../resident/join-residents.js';
import { LinkRow } from '../resident/link.row.js';
import { ResidentJoined } from '../storage/resident-joined.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { announceChange } from '../trail/announce-change.js';
import type { IdentityAnswer } from './identity-check.dto.js';
import { ASKED, isHolder } from './list-checks.js';

interface Question {
  readonly id: string;
  /** Whom the asker's agency knows. */
  readonly side: string;
  readonly residentId: string;
}

interface Sides {
  readonly newcomer: string;
  readonly other: string;
  /** Null when they are nobody's provisional person. */
  readonly newcomerFor: string | null;
  readonly otherFor: string | null;
  /** Sides of which two people have said `same`. */
  readonly agreed: readonly string[];
}

/** Answers to one question come one after the other, so that the last of them sees the others. */
const HELD = `SELECT fence.hold_v1('identity-check', $1)`;
/** Both sides before the question is closed: a join takes them in that order. */
const HOLD_SIDES = `SELECT r.joined_to IS NOT NULL AS joined FROM consent.resident r
  WHERE r.id IN (SELECT unnest(ARRAY[c.resident_id, c.other_id]) FROM consent.identity_check c WHERE c.id = $1)
  ORDER BY r.id FOR NO KEY UPDATE`;
/** A second `same` confirms the first; any other answer stands in its place. */
const KEEP = `INSERT INTO consent.identity_answer AS i (check_id, side, agency, answer, answered_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (check_id, side, agency) DO UPDATE SET answered_at = fence.domain_now(), answer = excluded.answer,
    confirmed_by = CASE WHEN i.answer = 'same' AND excluded.answer = 'same' THEN excluded.answered_by END,
    answered_by = CASE WHEN i.answer = 'same' AND excluded.answer = 'same' THEN i.answered_by ELSE excluded.answered_by END`;
const SIDES = `SELECT c.resident_id AS newcomer, c.other_id AS other, n.provisional_for AS "newcomerFor",
    o.provisional_for AS "otherFor",
    ARRAY(SELECT a.side FROM consent.identity_answer a CROSS JOIN LATERAL unnest(ARRAY[a.answered_by, a.confirmed_by]) AS who
      WHERE a.check_id = c.id AND a.answer = 'same' GROUP BY a.side HAVING count(DISTINCT who) > 1) AS agreed
  FROM consent.identity_check c JOIN consent.resident n ON n.id = c.resident_id JOIN consent.resident o ON o.id = c.other_id
  WHERE c.id = $1`;

/**
 * Somebody who holds one side answers for it. `different` ends the question; `same` does when two people of every side
 * that is nobody's provisional person have said it. A provisional person whom it was about is joined, or let go once no question is open.
 * Rejects with `identity-check-not-found` for a question that is not the agency's, is closed, was never asked, or is
 * another's to answer: whoever brought them in says nothing about it.
 */
@Injectable()
export class AnswerCheck {
  constructor(
    private readonly work: UnitOfWork,
    private readonly joining: JoinResidents,
    private readonly trail: EntryWriter,
  ) {}

  async answer(principal: Principal, checkId: string, answer: IdentityAnswer): Promise<void> {
    if (!isHolder(principal)) throw notAsked();
    const agency = principal.agency!;
    await this.work.run(async (tx) => {
      await firstRow(tx, HELD, [checkId]);
      const question = await firstRow<Question>(tx, `${ASKED} AND c.id = $3`, [agency, principal.id, checkId]);
      if (question === undefined) throw notAsked();
      await this.record(tx, principal, question, answer);
      await tx.query(KEEP, [checkId, question.side, agency, answer, principal.id]);
      if (answer === 'different') {
        await this.work.mark(tx, `resident:${question.residentId}`);
        await this.holdSides(tx, checkId);
        await this.settle(tx, checkId, answer, question.residentId);
      }
      if (answer === 'same') await this.agree(tx, checkId);
    });
  }

  private async agree(tx: Transaction, checkId: string): Promise<void> {
    const { newcomer, other, newcomerFor, otherFor, agreed } = (await firstRow<Sides>(tx, SIDES, [checkId]))!;
    const asked = [newcomerFor === null ? newcomer : null, otherFor === null ? other : null].filter(
      (id) => id !== null,
    );
    if (!asked.every((side) => agreed.includes(side))) return;
    // One mark for all that follows, before any of it holds a lock.
    await this.work.mark(tx, `resident:${newcomer}`, `resident:${other}`);
    await this.holdSides(tx, checkId);
    await this.settle(tx, checkId, 'same', newcomer);
    // Of two who are both certain nobody is provisional: that they are one stands here for whoever merges them.
    if (asked.length !== 1) return;
    const [from, into] = newcomerFor === null ? [other, newcomer] : [newcomer, other];
    await this.joining.join(tx, from, into);
    await announceChange(tx, from, RESIDENT_JOINED, { residentId: from, into });
  }

  /** Rejects with `ResidentJoined` once something else has joined them: the question is closed then, and not theirs to answer. */
  private async holdSides(tx: Transaction, checkId: string): Promise<void> {
    const sides = rowsOf<{ joined: boolean }>(await tx.query(HOLD_SIDES, [checkId]));
    if (sides.some(({ joined }) => joined)) throw new ResidentJoined();
  }

  /** Who is let go is announced like somebody newly linked: what was posted about them may be offered from now on. */
  private async settle(
    tx: Transaction,
    checkId: string,
    outcome: 'same' | 'different',
    residentId: string,
  ): Promise<void> {
    const sql = 'SELECT consent.settle_check_v1($1, $2) AS free';
    const { free } = (await firstRow<{ free: boolean }>(tx, sql, [checkId, outcome]))!;
    if (!free) return;
    if (await tx.existsBy(LinkRow, { residentId })) await announceChange(tx, residentId, LINK_CREATED, { residentId });
  }

  private async record(tx: Transaction, principal: Principal, { id, side }: Question, answer: string): Promise<void> {
    const entry = await this.trail.seal(tx, {
      kind: 'governance',
      residentId: side,
      detail: { action: 'check-identity', by: principal.id, agency: principal.agency, check: id, answer },
      index: {
        action: 'check-identity',
        outcome: 'recorded',
        categories: [],
        residentId: side,
        requesterId: principal.id,
        requesterAgency: principal.agency!,
      },
    });
    await this.trail.append(tx, entry);
  }
}

const notAsked = (): DomainError =>
  new DomainError('identity-check-not-found', 'there is no such question for your agency');
