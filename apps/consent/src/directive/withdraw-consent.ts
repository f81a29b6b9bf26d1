import { DomainError, isStop, reachCovers } from '#libs/domain';
import { type Once, type Principal, withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import type { Transaction } from '../storage/transaction.js';
import { DirectiveStore } from './directive-store.js';
import { type RecordedDirective, recordedDirective } from './directive-view.dto.js';
import type { DirectiveRow } from './directive.row.js';
import { FindDirective, replaced } from './find-directive.js';
import { RecordDirective, type Recorded } from './record-directive.js';

/**
 * Withdraws a consent (UK GDPR Art 7(3)): the resident, or any member of staff whom they tell, alone. From `effectiveAt` on
 * no disclosure commits under it (promise 1). Idempotent: withdrawing again answers with the first time.
 *
 * A no that came first and ended it is no reason to lose this one: both are recorded, whichever was first. Only where a newer
 * yes is in force for all of it is there nothing to withdraw here (`directive-replaced`): that one is withdrawn by itself.
 * One that stayed behind when they were joined is withdrawn for who they are, as it would have gone along.
 */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly directives: FindDirective,
    private readonly recording: RecordDirective,
  ) {}

  /** `resident`: whom the caller means, where they said; a consent of anybody else is not found. */
  withdraw(principal: Principal, id: string, once: Once = withoutKey, resident?: string): Promise<RecordedDirective> {
    return this.work.stop((tx) =>
      once(tx, async () => recordedDirective(await this.withdrawWithin(tx, principal, id, resident))),
    );
  }

  private async withdrawWithin(
    tx: Transaction,
    principal: Principal,
    id: string,
    resident: string | undefined,
  ): Promise<Recorded> {
    const current = await this.directives.latest(tx, principal, id, resident);
    const ended = current.supersededAt !== null;
    const residentId = await whoTheyAreNow(tx, current.residentId);
    if (ended && (await this.isGivenAnew(tx, { ...current, residentId }))) throw replaced();
    if (current.status === 'ConsentWithdrawn') {
      const told = await this.directives.asShown(tx, principal, current);
      return { directive: told, effectiveAt: await this.store.recordedAt(tx, current) };
    }
    if (isStop(current)) throw new DomainError('not-a-consent', 'a refusal or objection is lifted, not withdrawn');
    const now = await this.store.now(tx);
    const { recordedAt: _recorded, supersededAt: _superseded, ...kept } = current;
    const startsAt = current.startsAt > now ? now : current.startsAt;
    const channel = principal.kind === 'resident' ? ('online' as const) : ('in-person' as const);
    const version = {
      ...kept,
      residentId,
      version: current.version + 1,
      status: 'ConsentWithdrawn' as const,
      startsAt,
      channel,
      recordedBy: principal.id,
    };
    const told = await this.directives.asShown(tx, principal, version);
    const superseded = ended ? [] : [current];
    const { effectiveAt } = await this.recording.record(tx, { change: 'withdrawn', principal, version, superseded });
    return { directive: told, effectiveAt };
  }

  private async isGivenAnew(tx: Transaction, withdrawn: DirectiveRow): Promise<boolean> {
    const current = await this.store.currentOf(tx, withdrawn.residentId);
    const now = await this.store.now(tx);
    return current.some(
      (said) =>
        said.status === 'ConsentGiven' &&
        reachCovers(said, withdrawn) &&
        said.startsAt <= now &&
        (said.expiresAt === null || said.expiresAt > now),
    );
  }
}
