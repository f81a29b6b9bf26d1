import { DIRECTIVE_CHANGED } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import { firstRow } from '../storage/transaction.js';
import { announceChange } from '../trail/announce-change.js';
import { ListAwaiting } from './list-awaiting.js';
import type { ReconcileBody, ReconciledView } from './reconciliation.dto.js';

const RECONCILE = 'SELECT fence.reconcile_v1($1, $2) AS bars';

/**
 * An officer has seen to what a restore lost of a person or a thing (asked the agencies, recorded the stops again), and lets
 * it be decided as the database says. Fenced, in the log with its reason. Rejects with `awaiting-not-found`.
 */
@Injectable()
export class Reconcile {
  constructor(
    private readonly work: UnitOfWork,
    private readonly awaiting: ListAwaiting,
    private readonly trail: EntryWriter,
  ) {}

  async reconcile(officer: Principal, { thing, reason }: ReconcileBody): Promise<ReconciledView> {
    requireDecider(officer);
    if (!(await this.awaiting.holds(officer, thing)))
      throw new DomainError('awaiting-not-found', 'there is nothing of that name for you to reconcile');
    const residentId = thing.startsWith('resident:') ? thing.slice('resident:'.length) : null;
    return this.work.run(async (tx) => {
      const entry = await this.trail.seal(tx, {
        kind: 'governance',
        residentId,
        detail: { change: 'reconciled', thing, reason, by: officer.id },
        index: {
          ...{ action: 'reconciled', outcome: 'recorded', categories: [], requesterId: officer.id },
          ...(officer.agency === null ? {} : { requesterAgency: officer.agency }),
          ...(residentId === null ? {} : { residentId }),
          // It tells that something of them changed and was lost; what was, they are told of by what is recorded again.
          deferNotice: true,
        },
      });
      await firstRow(tx, RECONCILE, [thing, officer.id]);
      const effectiveAt = await this.trail.append(tx, entry);
      if (residentId !== null) {
        const data = { residentId, directiveId: entry.id, change: 'reconciled' } as const;
        await announceChange(tx, residentId, DIRECTIVE_CHANGED, data);
      }
      return { thing, effectiveAt };
    });
  }
}
