import { endOfDayAfter } from '#libs/calendar';
import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { holdResidentOf } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import { requireProtector, requireProtectorOrResident } from './shield-roles.js';
import { ShieldStore } from './shield-store.js';

export interface NewAllowance {
  readonly id: string;
  readonly shieldId: string;
  readonly agency: string;
  /** Null: the agency's team. */
  readonly practitionerId: string | null;
  readonly reason: string;
  readonly until: Date;
}

interface Known {
  readonly known: boolean;
  readonly practitionerAgency: string | null;
}

interface Standing {
  readonly residentId: string;
  readonly endedAt: string | null;
}

const LONGEST_DAYS = 92;
const KNOWN = `SELECT policy.agency_known_v1($1) AS known,
  CASE WHEN $2::uuid IS NULL THEN $1 ELSE policy.requester_facts_v1($2::uuid) ->> 'agency' END AS "practitionerAgency"`;
const FIND = `SELECT resident_id AS "residentId", ${momentSql('ended_at')} AS "endedAt" FROM consent.shield_allowance
  WHERE id = $1 FOR UPDATE`;

/**
 * Names a person or a team who may see where a shielded resident lives, with a reason and an end (domain 1.15: the
 * reablement visitor needs the address). Allowing is a protector's alone; ending is the resident's too, at once.
 */
@Injectable()
export class AllowLocation {
  constructor(
    private readonly work: UnitOfWork,
    private readonly shields: ShieldStore,
    private readonly residents: ResolveResident,
    private readonly recording: RecordCircumstance,
  ) {}

  /** Idempotent by id. */
  add(principal: Principal, allowance: NewAllowance): Promise<ChangedCircumstance> {
    requireProtector(principal);
    const { id, shieldId, agency, practitionerId, reason, until } = allowance;
    return this.work.run(async (tx) => {
      const { residentId, endsAt, now } = await this.shields.held(tx, principal, shieldId);
      const repeated = await firstRow<{ at: string }>(
        tx,
        `SELECT ${momentSql('added_at')} AS at FROM consent.shield_allowance WHERE id = $1 AND shield_id = $2`,
        [id, shieldId],
      );
      if (repeated !== undefined) return { id, effectiveAt: repeated.at };
      // A shield that stayed behind when they were joined to somebody who has one shields nobody, and nobody sees past it.
      if (endsAt !== null || (await whoTheyAreNow(tx, residentId)) !== residentId)
        throw new DomainError('shield-lifted', 'this shield was lifted already');
      if (until <= now || until > endOfDayAfter(now, LONGEST_DAYS))
        throw new DomainError('invalid-end', 'an allowance ends in the future, within three months');
      await requireKnown(tx, agency, practitionerId);
      const detail = { shield: shieldId, allowance: id, agency, practitionerId, reason, until: until.toISOString() };
      return this.recording.record(tx, principal, { change: 'shield-allowed', id, residentId, detail }, async (at) => {
        const sql = `INSERT INTO consent.shield_allowance (id, shield_id, resident_id, agency, practitioner_id, reason, until, added_by,
                       added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
        await tx.query(sql, [id, shieldId, residentId, agency, practitionerId, reason, until, principal.id, at]);
      });
    });
  }

  /** Idempotent: ending again answers with the first time. */
  end(principal: Principal, id: string, once: Once): Promise<ChangedCircumstance> {
    requireProtectorOrResident(principal);
    return this.work.stop((tx) =>
      once(tx, async () => {
        await holdResidentOf(tx, 'shield_allowance', id);
        const row = await firstRow<Standing>(tx, FIND, [id]);
        if (row === undefined || !(await this.residents.mayActFor(principal, row.residentId)))
          throw new DomainError('allowance-not-found', 'there is no such allowance here');
        const { residentId, endedAt } = row;
        if (endedAt !== null) return { id, effectiveAt: endedAt };
        const change = { change: 'shield-allowance-ended' as const, id, residentId, detail: { allowance: id } };
        return this.recording.record(tx, principal, change, async (at) => {
          const sql = 'UPDATE consent.shield_allowance SET ended_at = $3, ended_by = $2 WHERE id = $1';
          await tx.query(sql, [id, principal.id, at]);
        });
      }),
    );
  }
}

async function requireKnown(tx: Transaction, agency: string, practitionerId: string | null): Promise<void> {
  const { known, practitionerAgency } = (await firstRow<Known>(tx, KNOWN, [agency, practitionerId]))!;
  if (!known) throw new DomainError('agency-unknown', 'the agency named is not known here');
  if (practitionerAgency !== agency)
    throw new DomainError('practitioner-unknown', 'that agency has no such practitioner');
}
