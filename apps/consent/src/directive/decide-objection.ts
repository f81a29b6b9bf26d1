import { DomainError, type BasedOn } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import type { Transaction } from '../storage/transaction.js';
import { DirectiveStore } from './directive-store.js';
import { type RecordedDirective, recordedDirective } from './directive-view.dto.js';
import { FindDirective } from './find-directive.js';
import { RecordDirective, type Recorded } from './record-directive.js';

/**
 * A privacy officer or information governance lead decides an objection (UK GDPR Art 21(1)). Upholding stops, so any of an
 * agency that knows the resident may; declining opens, so it takes one of an agency whose records the objection is about.
 */
@Injectable()
export class DecideObjection {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly directives: FindDirective,
    private readonly recording: RecordDirective,
  ) {}

  /** Idempotent: upholding again answers with the first time. */
  uphold(principal: Principal, id: string, once: Once): Promise<RecordedDirective> {
    requireDecider(principal);
    return this.work.stop((tx) => once(tx, async () => recordedDirective(await this.upheld(tx, principal, id))));
  }

  /** Ends a pending objection without a successor. An upheld one is lifted by the resident alone (`objection-upheld`). */
  decline(principal: Principal, id: string, basedOn: BasedOn): Promise<Recorded> {
    requireDecider(principal);
    return this.work.run(async (tx) => {
      const current = await this.directives.objection(tx, principal, id);
      if (current.status === 'Objected')
        throw new DomainError('objection-upheld', 'this objection was upheld: the resident alone lifts it');
      if (!basedOn.isMetBy(current.version))
        throw new DomainError('version-conflict', 'this directive was changed in the meantime');
      if (current.sources !== null && !current.sources.includes(principal.agency!))
        throw new DomainError('other-agency', 'an agency whose records the objection is about declines it');
      return this.recording.record(
        tx,
        { change: 'declined', principal, version: current, superseded: [current] },
        true,
      );
    });
  }

  private async upheld(tx: Transaction, principal: Principal, id: string): Promise<Recorded> {
    const current = await this.directives.objection(tx, principal, id);
    if (current.status === 'Objected')
      return {
        directive: await this.directives.asShown(tx, principal, current),
        effectiveAt: await this.store.recordedAt(tx, current),
      };
    const { recordedAt: _recorded, supersededAt: _superseded, ...kept } = current;
    const version = {
      ...kept,
      version: current.version + 1,
      status: 'Objected' as const,
      recordedBy: principal.id,
    };
    const told = await this.directives.asShown(tx, principal, version);
    const { effectiveAt } = await this.recording.record(tx, {
      change: 'upheld',
      principal,
      version,
      superseded: [current],
    });
    return { directive: told, effectiveAt };
  }
}
