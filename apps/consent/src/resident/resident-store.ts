import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fenceResidents } from '../storage/fence-residents.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import type { IdentityIndex } from './identity-indexes.js';
import { JoinResidents } from './join-residents.js';

/** What is to be written of somebody who was brought in; binary as text, as it goes in one JSON. */
export interface Bringing {
  readonly id: string;
  readonly agency: string;
  /** Who sent the details: a question that they raise is others' to answer. */
  readonly by: string;
  /** Somebody new, with a key of their own; else what is news of a resident who is here. */
  readonly create: boolean;
  readonly provisionalFor?: string | undefined;
  readonly wrappedKey?: string | undefined;
  /** Left out where nothing of a resident's identity was missing. */
  readonly sealedIdentity?: string | undefined;
  readonly nhsNumberIndex?: string | undefined;
  readonly sixteen: string;
  readonly eighteen: string;
  readonly indexes: readonly { readonly kind: string; readonly value: string }[];
  readonly detailId: string;
  readonly sealedDetail: string;
  readonly link?: NewLink | undefined;
  readonly toCheck: readonly string[];
  /** The agency's provisional person who turns out to be this resident. */
  readonly from?: string | undefined;
  readonly shield?: { readonly id: string; readonly by: string } | undefined;
}

interface NewLink {
  readonly id: string;
  readonly localIdIndex: string;
  readonly sealedLocalId: string;
  readonly pseudonym: string;
}

/** The pseudonym under which the agency knows them from now on; null where it sent no number of its own. */
export interface BroughtIn {
  readonly pseudonym: string | null;
  readonly linked: boolean;
}

/** The small master index: who there is, and how each agency knows them. */
@Injectable()
export class ResidentStore {
  constructor(private readonly joining: JoinResidents) {}

  /**
   * One statement, whoever it is about, two where they are to be shielded; more only where the agency's own provisional person goes over to a resident, which
   * that agency is to see. Rejects with 23505 or P0002 when another transaction brought in the same number
   * meanwhile: what was decided then is out of date.
   */
  async bringIn(tx: Transaction, bringing: Bringing): Promise<BroughtIn> {
    if (bringing.from !== undefined) await this.joining.join(tx, bringing.from, bringing.id);
    // The shield tells when it began: after all that its fence waited for. Nobody waits for whom this statement does not find yet.
    if (bringing.shield !== undefined) await fenceResidents(tx, [bringing.id]);
    const sql = 'SELECT consent.bring_in_v3($1::jsonb) AS brought';
    return (await firstRow<{ brought: BroughtIn }>(tx, sql, [JSON.stringify(bringing)]))!.brought;
  }
}

export const asText = (indexes: readonly IdentityIndex[]): { kind: string; value: string }[] =>
  indexes.map(({ kind, value }) => ({ kind, value: value.toString('hex') }));

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** 26 characters of base32: 130 random bits, so it says nothing and is not guessed. */
export function randomPseudonym(): string {
  return [...randomBytes(26)].map((byte) => ALPHABET[byte & 31]).join('');
}
