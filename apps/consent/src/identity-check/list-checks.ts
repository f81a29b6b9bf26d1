import { BEFORE_EVERY_ID } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import { HotPool } from '../storage/hot-pool.js';
import { ASKED_PARTS, type IdentityCheckList, type IdentityCheckView } from './identity-check.dto.js';

/**
 * Open questions by the side that is asked: a resident who is nobody's provisional person, of an agency that has linked them.
 * Not of the agency that made the other side, while anybody else holds this one; nor of who brought them in. What the agency
 * answered itself is left out but for `cannot-tell`, and for one `same`, which another of its people is to confirm.
 */
export const ASKED = `
  SELECT c.id, s.side, l.pseudonym, c.opened_at AS "openedAt", c.resident_id AS "residentId"
  FROM consent.link l JOIN consent.resident r ON r.id = l.resident_id AND r.provisional_for IS NULL AND r.joined_to IS NULL
    JOIN consent.identity_check c ON c.closed_at IS NULL AND l.resident_id IN (c.resident_id, c.other_id)
      AND c.opened_by IS DISTINCT FROM $2
    CROSS JOIN LATERAL (SELECT l.resident_id AS side) AS s
  WHERE l.agency = $1 AND NOT EXISTS (SELECT 1 FROM consent.identity_answer a WHERE a.check_id = c.id AND a.side = s.side
      AND a.agency = $1 AND a.answer <> 'cannot-tell'
      AND (a.answer <> 'same' OR a.answered_by = $2 OR a.confirmed_by IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM consent.resident p
      WHERE p.id IN (c.resident_id, c.other_id) AND p.id <> s.side AND p.provisional_for = $1
        AND EXISTS (SELECT 1 FROM consent.link x WHERE x.resident_id = s.side AND x.agency <> $1))`;

const LIST = { name: 'identity-checks', text: `${ASKED} AND c.id > $3 ORDER BY c.id LIMIT $4` };
const PAGE = 50;

interface Asked {
  readonly id: string;
  readonly side: string;
  readonly pseudonym: string;
  readonly openedAt: Date;
}

/** The questions that the asker's agency is to answer: those about people whom it knows. */
@Injectable()
export class ListChecks {
  constructor(private readonly hot: HotPool) {}

  async list(principal: Principal, after: string | undefined): Promise<IdentityCheckList> {
    if (!isHolder(principal)) return { items: [], next: null };
    const values = [principal.agency, principal.id, after ?? BEFORE_EVERY_ID, PAGE];
    const { rows } = await this.hot.pool.query<Asked>({ ...LIST, values });
    return {
      items: rows.map((row) => viewOf(principal, row)),
      next: rows.length === PAGE ? rows.at(-1)!.id : null,
    };
  }
}

/** Who neither cares for people nor registers what they are told of them. */
const NO_HOLDERS = new Set(['receptionist', 'analyst']);

/**
 * Practitioners of the agency who know people; whoever else is asked nothing. Of its officers those who answer for privacy:
 * rejects with `officer-role-not-permitted` for others.
 */
export function isHolder(principal: Principal): boolean {
  if (principal.kind === 'officer') requireDecider(principal);
  return principal.kind === 'officer' || principal.roles.some((role) => !NO_HOLDERS.has(role));
}

function viewOf(principal: Principal, { id, side, pseudonym, openedAt }: Asked): IdentityCheckView {
  const resident = principal.kind === 'officer' ? side : pseudonym;
  return { id, resident, openedAt: openedAt.toISOString(), asks: [...ASKED_PARTS] };
}
