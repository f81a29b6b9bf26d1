import { DIRECTIVE_CHANGED, type DirectiveChange } from '#libs/contracts';
import type { Principal } from '#libs/http';
import type { SealedEntry } from '#libs/sealing';
import type { Json } from '#libs/tlog';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { ChangeTrail } from '../trail/change-trail.js';
import type { DirectiveRow } from './directive.row.js';
import type { NewVersion } from './directive-store.js';

export interface DirectiveEvent {
  readonly change: DirectiveChange;
  readonly principal: Principal;
  /** The version that the change writes, or ends where it writes none. */
  readonly version: NewVersion;
  /** Versions that it ends. */
  readonly superseded: readonly DirectiveRow[];
}

/** Entry and event of a change to a directive. Seal before the change is written, record after: the lock is held briefly. */
@Injectable()
export class DirectiveTrail {
  constructor(private readonly trail: ChangeTrail) {}

  seal(tx: Transaction, { change, principal, version, superseded }: DirectiveEvent): Promise<SealedEntry> {
    const { residentId, recipients, purposes, agreement, categories } = version;
    return this.trail.seal(tx, {
      kind: 'directive',
      residentId,
      detail: {
        change,
        by: { id: principal.id, kind: principal.kind, agency: principal.agency, roles: [...principal.roles] },
        directive: JSON.parse(JSON.stringify(version)) as Json,
        superseded: superseded.map(({ id, version: number }) => ({ id, version: number })),
      },
      index: {
        action: change,
        outcome: 'recorded',
        categories: categories ?? [],
        residentId,
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
        ...(recipients?.length === 1 ? { recipientAgency: recipients[0]! } : {}),
        ...(purposes?.length === 1 ? { purpose: purposes[0]! } : {}),
        ...(agreement === null ? {} : { agreement }),
      },
    });
  }

  /** Returns the time from which the change certainly holds. Last in the transaction. */
  async record(tx: Transaction, entry: SealedEntry, { change, version }: DirectiveEvent): Promise<string> {
    const effectiveAt = await this.trail.append(tx, entry);
    const { residentId, id: directiveId } = version;
    await this.trail.announce(tx, residentId, DIRECTIVE_CHANGED, { residentId, directiveId, change });
    return effectiveAt;
  }
}
