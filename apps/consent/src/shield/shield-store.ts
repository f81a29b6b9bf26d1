import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { rowsOf } from '#libs/persistence';
import { ResolveResident } from '../resident/resolve-resident.js';
import { holdResidentOf } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { firstRow, type Transaction } from '../storage/transaction.js';

export const ALLOWANCE_REASONS = [
  'home-visit',
  'care-delivery',
  'repair-visit',
  'emergency-access',
  'safeguarding-enquiry',
] as const;
export type AllowanceReason = (typeof ALLOWANCE_REASONS)[number];

export interface Allowance {
  readonly id: string;
  readonly agency: string;
  readonly practitionerId: string | null;
  readonly reason: AllowanceReason;
  readonly until: Date;
}

export interface Shield {
  readonly id: string;
  readonly residentId: string;
  /** RFC 3339, microseconds, as the two below. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly liftRequestedBy: string | null;
  readonly liftRequestedAt: string | null;
  /** By the database's clock. */
  readonly now: Date;
}

const SHIELD = `SELECT id, resident_id AS "residentId", ${momentSql('starts_at')} AS "startsAt",
  ${momentSql('ends_at')} AS "endsAt", lift_requested_by AS "liftRequestedBy",
  ${momentSql('lift_requested_at')} AS "liftRequestedAt", fence.domain_now() AS now FROM consent.shield`;
const ALLOWANCES = `SELECT id, agency, practitioner_id AS "practitionerId", reason, until FROM consent.shield_allowance
  WHERE shield_id = $1 AND ended_at IS NULL AND until > fence.domain_now() ORDER BY id`;

/** Shields and who may see past them. Every write fences by trigger. */
@Injectable()
export class ShieldStore {
  constructor(private readonly residents: ResolveResident) {}

  /** The shield of a URL, held until the transaction ends. Absent and not yours are one answer. */
  async held(tx: Transaction, principal: Principal, id: string): Promise<Shield> {
    await holdResidentOf(tx, 'shield', id);
    const shield = await firstRow<Shield>(tx, `${SHIELD} WHERE id = $1 FOR UPDATE`, [id]);
    if (shield !== undefined && (await this.residents.mayActFor(principal, shield.residentId))) return shield;
    throw new DomainError('shield-not-found', 'there is no such shield here');
  }

  async standing(tx: Transaction, residentId: string): Promise<Shield | undefined> {
    return firstRow<Shield>(tx, `${SHIELD} WHERE resident_id = $1 AND ends_at IS NULL`, [residentId]);
  }

  async allowances(tx: Transaction, shieldId: string): Promise<Allowance[]> {
    return rowsOf<Allowance>(await tx.query(ALLOWANCES, [shieldId]));
  }
}
