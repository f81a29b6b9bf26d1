import { rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { momentSql } from '../storage/moment.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import type { Restriction } from './restriction.js';

const RESTRICTION = `SELECT id, resident_id AS "residentId", reason, ${momentSql('starts_at')} AS "startsAt",
  ${momentSql('ends_at')} AS "endsAt" FROM consent.restriction`;
const INSERT = `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by, starts_at) VALUES ($1, $2, $3, $4, $5)`;
const LIFT = `UPDATE consent.restriction SET ends_at = $3, lifted_by = $2 WHERE id = $1 AND ends_at IS NULL RETURNING id`;

/** Who writes it, and when: the moment under the fence's lock. */
interface Written {
  readonly by: string;
  readonly at: string;
}

/** Restrictions of processing. Every write fences by trigger. */
@Injectable()
export class RestrictionStore {
  async find(tx: Transaction, id: string): Promise<Restriction | undefined> {
    return firstRow<Restriction>(tx, `${RESTRICTION} WHERE id = $1`, [id]);
  }

  async of(tx: Transaction, residentId: string): Promise<Restriction[]> {
    const sql = `${RESTRICTION} WHERE resident_id = $1 ORDER BY id LIMIT 200`;
    return rowsOf<Restriction>(await tx.query(sql, [residentId]));
  }

  async insert(
    tx: Transaction,
    { id, residentId, reason }: Omit<Restriction, 'startsAt' | 'endsAt'>,
    { by, at }: Written,
  ): Promise<void> {
    await tx.query(INSERT, [id, residentId, reason, by, at]);
  }

  /** False where somebody else lifted it first. */
  async lift(tx: Transaction, id: string, { by, at }: Written): Promise<boolean> {
    return (await firstRow(tx, LIFT, [id, by, at])) !== undefined;
  }
}
