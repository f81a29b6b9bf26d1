import type { Bundle } from '#libs/cedar';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { BundleRow } from './bundle.row.js';

export interface BundleInForce {
  readonly hash: string;
  readonly approvedBy: string;
  readonly since: Date;
}

const PUT_IN_FORCE = `
  INSERT INTO policy.bundle_in_force AS f (hash, approved_by) VALUES ($1, $2)
  ON CONFLICT (singleton) DO UPDATE SET hash = excluded.hash, approved_by = excluded.approved_by, since = excluded.since
    WHERE f.hash = $3
  RETURNING hash`;
const FIRST = `INSERT INTO policy.bundle_in_force (hash, approved_by) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING hash`;

/** Bundles and the one in force. Putting one in force fences the whole place, by trigger. */
@Injectable()
export class BundleStore {
  /** Stores a bundle once; false when it was there. Its author stays the first one. */
  async keep(tx: Transaction, bundle: Bundle, author: string): Promise<boolean> {
    const sql =
      'INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2::jsonb, $3) ON CONFLICT DO NOTHING RETURNING hash';
    return (await firstRow(tx, sql, [bundle.hash, JSON.stringify(bundle.files), author])) !== undefined;
  }

  find(tx: Transaction, hash: string): Promise<BundleRow | null> {
    return tx.findOneBy(BundleRow, { hash });
  }

  async inForce(tx: Transaction): Promise<BundleInForce | null> {
    const sql = 'SELECT hash, approved_by AS "approvedBy", since FROM policy.bundle_in_force';
    return (await firstRow<BundleInForce>(tx, sql, [])) ?? null;
  }

  /** Puts a bundle in the place of the one that the caller saw; false when that is no longer in force. */
  async putInForce(tx: Transaction, hash: string, approvedBy: string, instead: string): Promise<boolean> {
    return (await firstRow(tx, PUT_IN_FORCE, [hash, approvedBy, instead])) !== undefined;
  }

  /** Puts the very first one in force; false when there is one. */
  async putFirstInForce(tx: Transaction, hash: string, approvedBy: string): Promise<boolean> {
    return (await firstRow(tx, FIRST, [hash, approvedBy])) !== undefined;
  }
}
