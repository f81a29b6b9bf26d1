import { DomainError } from '#libs/domain';
import { KeyReader, keyUnreadable } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { LinkRow } from './link.row.js';
import type { Transaction } from '../storage/transaction.js';

/**
 * One who stood under a single agency's pseudonym turns out to be a resident: the link, its number sealed anew, and whatever
 * narrows or protects go over, both fenced in one transaction; records follow (`resident.joined.v1`). What was sealed for the
 * one of before, and their entries, stay theirs. Not idempotent: call it once, for a question just settled.
 */
@Injectable()
export class JoinResidents {
  constructor(private readonly keys: KeyReader) {}

  /** Rejects with `resident-erased` when either key is gone; with 55J01 when either was joined already: what was read is out of date. `key-unreadable` when either key cannot be read: both stay as they are. */
  async join(tx: Transaction, from: string, into: string): Promise<void> {
    const keys = await this.keys.ofResidents(tx, [from, into]);
    const [before, after] = [keys.ofResident(from), keys.ofResident(into)];
    if (before.state === 'unreadable' || after.state === 'unreadable') throw keyUnreadable();
    if (before.state !== 'held' || after.state !== 'held')
      throw new DomainError('resident-erased', 'one of the two is no longer held');
    const link = await tx.findOneBy(LinkRow, { residentId: from });
    const sealed =
      link === null ? null : after.seal(before.open(link.sealedLocalId, `link/${link.id}`), `link/${link.id}`);
    const moved = JSON.stringify({ sealedLocalId: sealed?.toString('base64') ?? null });
    await tx.query('SELECT consent.join_v2($1, $2, $3::jsonb)', [from, into, moved]);
  }
}
