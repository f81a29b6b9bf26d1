import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { rowsOf } from '#libs/persistence';
import type { EntryIndex } from '#libs/sealing';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface TrailEntry {
  readonly kind: 'governance' | 'search';
  /** What was done, in kebab-case; also the index's `action`. */
  readonly action: string;
  /** What a review needs. Sealed; for an entry without a resident nothing that reads as a person. */
  readonly detail: object;
  /** The resident whose key holds the detail; the place's does where none is named or their key was erased. */
  readonly residentId?: string;
  readonly index?: Omit<Partial<EntryIndex>, 'action' | 'requesterId' | 'requesterAgency' | 'residentId'>;
}

const STANDING = `SELECT p.status, a.status AS "agencyStatus" FROM policy.principal p JOIN policy.agency a ON a.code = p.agency
  WHERE p.id = $1 FOR SHARE OF `;

/** Who acts and what they did, inside the transaction of the change itself (promises 1 and 6). */
@Injectable()
export class Trail {
  constructor(private readonly writer: EntryWriter) {}

  /**
   * Holds the actor's own standing until the end of the transaction: a suspension either comes first and this is
   * refused, or waits and comes after. The door looked, too, but before the transaction.
   */
  async requireStanding(
    tx: EntityManager,
    by: Principal,
    of: 'person' | 'person and agency' = 'person',
  ): Promise<void> {
    const rows = rowsOf<{ status: string; agencyStatus: string }>(
      await tx.query(STANDING + (of === 'person' ? 'p' : 'p, a'), [by.id]),
    );
    if (rows[0]?.status !== 'active') throw new DomainError('requester-not-permitted', 'this sign-in is suspended');
    if (of === 'person and agency' && rows[0].agencyStatus !== 'active') {
      throw new DomainError('agency-not-permitted', 'your agency is suspended');
    }
  }

  /**
   * Appends the entry; call it after the change, which took the fence's locks. Returns its time, RFC 3339 with
   * microseconds: no disclosure under the old facts commits later than that.
   */
  async append(tx: EntityManager, by: Principal | null, entry: TrailEntry): Promise<string> {
    const { kind, action, residentId, detail } = entry;
    const sealed = await this.writer.seal(tx, {
      kind,
      residentId: residentId ?? null,
      detail: { action, by: by?.id ?? 'start', agency: by?.agency ?? null, ...detail },
      index: {
        outcome: 'recorded',
        categories: [],
        ...entry.index,
        action,
        ...(residentId === undefined ? {} : { residentId }),
        ...(by === null ? {} : { requesterId: by.id }),
        ...(by?.agency ? { requesterAgency: by.agency } : {}),
      },
    });
    return this.writer.append(tx, sealed);
  }
}
