import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { holdResident } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import { whoTheyAreNow } from './who-they-are-now.js';

const STANDING = `SELECT id, ${momentSql('starts_at')} AS "startsAt" FROM consent.shield
  WHERE resident_id = $1 AND (ends_at IS NULL OR id = $2) LIMIT 1`;
const INSERT = 'INSERT INTO consent.shield (id, resident_id, set_by, starts_at) VALUES ($1, $2, $3, $4)';

/**
 * Puts a resident behind a location shield (domain 1.15), at once and fenced like a withdrawal, in the caller's transaction.
 * One stands at a time: a resident who has one keeps it, and that is answered as the same.
 */
@Injectable()
export class RaiseShield {
  constructor(private readonly recording: RecordCircumstance) {}

  async raise(tx: Transaction, principal: Principal, id: string, resolved: string): Promise<ChangedCircumstance> {
    const residentId = await whoTheyAreNow(tx, resolved);
    await holdResident(tx, residentId);
    const standing = await firstRow<{ id: string; startsAt: string }>(tx, STANDING, [residentId, id]);
    if (standing !== undefined) return { id: standing.id, effectiveAt: standing.startsAt };
    return this.recording.record(
      tx,
      principal,
      { change: 'shielded', id, residentId, detail: { shield: id } },
      async (at) => {
        await tx.query(INSERT, [id, residentId, principal.id, at]);
      },
    );
  }

  /**
   * Tells of the shield of an import, which was written with the person. One that stood already is told like a new one: the
   * sender must not learn of it by the work (domain 1.15).
   */
  async told(tx: Transaction, principal: Principal, id: string, residentId: string): Promise<void> {
    const change = { change: 'shielded', id, residentId, detail: { shield: id } } as const;
    await this.recording.record(tx, principal, change, () => Promise.resolve());
  }
}
