import { DIRECTIVE_CHANGED, type DirectiveChange } from '#libs/contracts';
import type { Principal } from '#libs/http';
import type { SealedEntry } from '#libs/sealing';
import type { Json } from '#libs/tlog';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { ChangeTrail } from '../trail/change-trail.js';
import type { DirectiveRow } from './directive.row.js';
import type { NewVersion } from './directive-store.js';
import { ShownDirectives, UNTOLD } from './shown-directives.js';

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
  constructor(
    private readonly trail: ChangeTrail,
    private readonly shown: ShownDirectives,
  ) {}

  async seal(tx: Transaction, { change, principal, version, superseded }: DirectiveEvent): Promise<SealedEntry> {
    const { residentId } = version;
    const [told] = await this.shown.told(tx, [version]);
    // Nobody but a discreet agency's own officers finds what would name it.
    const { recipients, purposes, agreement, categories } =
      told ?? (this.shown.isForDiscreet(version) ? version : UNTOLD);
    const recipient = recipients?.length === 1 ? await this.knowing(tx, recipients[0]!, residentId) : null;
    return this.trail.seal(tx, {
      kind: 'directive',
      residentId,
      detail: {
        change,
        by: { id: principal.id, kind: principal.kind, agency: principal.agency, roles: [...principal.roles] },
        directive: JSON.parse(JSON.stringify(await this.detail(tx, principal, version, recipient))) as Json,
        superseded: superseded.map(({ id, version: number }) => ({ id, version: number })),
      },
      index: {
        action: change,
        outcome: 'recorded',
        categories: categories ?? [],
        residentId,
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
        ...(recipient === null ? {} : { recipientAgency: recipient }),
        ...(purposes?.length === 1 ? { purpose: purposes[0]! } : {}),
        ...(agreement === null ? {} : { agreement }),
        // The recipient may be left out above, so what is discreet is marked as what its resident's history leaves out.
        ...(told ? {} : { deferNotice: true }),
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

  /**
   * As far as it is shown to whoever may open the entry: officers of the agency whose staff changed it, and of the one recipient
   * that it names. An agency's log tells no more than its list; the whole stands in the directive's version.
   */
  private async detail(
    tx: Transaction,
    principal: Principal,
    version: NewVersion,
    recipient: string | null,
  ): Promise<NewVersion> {
    const saidByThem = version.recordedBy === principal.id && version.version === 1;
    const toMaker =
      principal.kind === 'resident' || saidByThem ? version : await this.shown.one(tx, principal, version);
    if (recipient === null) return toMaker;
    return this.shown.one(tx, { ...principal, kind: 'system', agency: recipient, roles: [] }, toMaker);
  }

  /**
   * Officers see the entries that name their agency as recipient (domain 1.15). An agency that has not linked the resident
   * is not told of them by what they say about it: a refusal would tell it that they exist.
   */
  private async knowing(tx: Transaction, agency: string, residentId: string): Promise<string | null> {
    const sql = 'SELECT l.agency FROM consent.link l WHERE l.agency = $1 AND l.resident_id = $2';
    return (await firstRow<{ agency: string }>(tx, sql, [agency, residentId]))?.agency ?? null;
  }
}
