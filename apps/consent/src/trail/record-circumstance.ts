import type { Json } from '#libs/domain';
import { DIRECTIVE_CHANGED, type DirectiveChange } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { fenceResidents } from '../storage/fence-residents.js';
import type { Transaction } from '../storage/transaction.js';
import { announceChange } from './announce-change.js';

/** What changed about a resident beside their own instructions, by the id of the thing that changed. */
export type CircumstanceChange = Said & Changed;

/**
 * What was done, as the entry says it. A kind that the release before does not know travels, for one release, as a kind that
 * it knows and that may do as much (ADR 31).
 */
type Said =
  | { readonly change: DirectiveChange; readonly travelsAs?: undefined }
  | { readonly change: string; readonly travelsAs: DirectiveChange };

interface Changed {
  readonly id: string;
  readonly residentId: string;
  /** For the sealed detail: ids and codes, never free text. */
  readonly detail: { readonly [name: string]: Json };
  readonly agreement?: string | null;
}

/** A change as written. */
export interface ChangedCircumstance {
  readonly id: string;
  /** From this moment the change certainly holds (RFC 3339, microseconds). */
  readonly effectiveAt: string;
}

/**
 * The one way in which a circumstance of a resident changes: sealed first, so that the fence's lock is held briefly; and the lock
 * taken before the clock is read, so that no disclosure commits after the moment from which a stop says that it counts (promise 1).
 */
@Injectable()
export class RecordCircumstance {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: EntryWriter,
  ) {}

  /**
   * Marks, fences, appends the entry, writes, announces, in this order and in the caller's transaction, which holds no row of
   * this resident's without their own. `write` keeps the moment that it is given (RFC 3339, microseconds): the entry's, this
   * answer's, and so that of each repeat and list. Rejects with what `write` rejects.
   */
  async record(
    tx: Transaction,
    principal: Principal,
    { id, residentId, detail, agreement, ...said }: CircumstanceChange,
    write: (at: string) => Promise<void>,
  ): Promise<ChangedCircumstance> {
    const { change } = said;
    const { id: by, kind, agency, roles } = principal;
    const entry = await this.trail.seal(tx, {
      kind: 'directive',
      residentId,
      detail: { change, ...detail, by: { id: by, kind, agency, roles: [...roles] } },
      index: {
        action: change,
        outcome: 'recorded',
        categories: [],
        residentId,
        requesterId: by,
        ...(agency === null ? {} : { requesterAgency: agency }),
        ...(agreement ? { agreement } : {}),
      },
    });
    await this.work.mark(tx, `resident:${residentId}`);
    await this.fence(tx, residentId);
    const effectiveAt = await this.trail.append(tx, entry);
    await write(effectiveAt);
    await announceChange(tx, residentId, DIRECTIVE_CHANGED, {
      residentId,
      directiveId: id,
      change: said.travelsAs ?? said.change,
    });
    return { id, effectiveAt };
  }

  /** Of somebody who was joined only what stayed with them ends: the tables refuse anything new (`resident_not_joined`). */
  protected async fence(tx: Transaction, residentId: string): Promise<void> {
    await fenceResidents(tx, [residentId]);
  }
}
