import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { ConsentRules } from './consent-rules.js';
import { DirectiveStore } from './directive-store.js';
import { type RecordedDirective, recordedDirective } from './directive-view.dto.js';
import { ShownDirectives } from './shown-directives.js';
import { RecordDirective, type Recorded } from './record-directive.js';
import { alreadyRecorded } from './already-recorded.js';
import type { Scope } from './directive.row.js';

export interface ConsentWish {
  readonly id: string;
  readonly residentId: string;
  readonly scope: Scope;
  readonly expiresAt: Date | null;
}

/**
 * A resident gives consent, with their own sign-in: nobody records a grant for them alone (domain 1.15). It begins now
 * and replaces what they said before within its scope, unless that outlasts it (`replacedByConsent`); any other refusal stands until they
 * lift it (`refusal-in-force`). A repeat with the same
 * id is answered from what is recorded.
 */
@Injectable()
export class GiveConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly rules: ConsentRules,
    private readonly recording: RecordDirective,
    private readonly shown: ShownDirectives,
  ) {}

  give(principal: Principal, wish: ConsentWish, once: Once): Promise<RecordedDirective> {
    if (principal.kind !== 'resident') {
      throw new DomainError('grant-needs-resident', 'consent is given by the resident, with their own sign-in');
    }
    return this.work.run((tx) =>
      once(tx, async () => {
        const theirs = { ...wish, residentId: await whoTheyAreNow(tx, wish.residentId) };
        const recorded =
          (await alreadyRecorded(tx, { store: this.store, shown: this.shown }, principal, theirs)) ??
          (await this.giveWithin(tx, principal, theirs));
        return recordedDirective(recorded);
      }),
    );
  }

  private async giveWithin(tx: Transaction, principal: Principal, wish: ConsentWish): Promise<Recorded> {
    const { id, residentId, scope } = wish;
    const startsAt = await this.store.now(tx);
    const expiresAt = await this.rules.end(tx, scope, startsAt, wish.expiresAt);
    const superseded = await this.rules.replacedBy(tx, { residentId, scope, expiresAt }, startsAt);
    const version = {
      id,
      version: 1,
      residentId,
      status: 'ConsentGiven' as const,
      ...copyOf(scope),
      startsAt,
      expiresAt,
      channel: 'online' as const,
      recordedBy: principal.id,
    };
    return this.recording.record(tx, { change: 'given', principal, version, superseded });
  }
}

export function copyOf(scope: Scope): Scope {
  const list = <Word>(part: readonly Word[] | null): Word[] | null => (part === null ? null : [...part]);
  return {
    sources: list(scope.sources),
    recipients: list(scope.recipients),
    categories: list(scope.categories),
    purposes: list(scope.purposes),
    agreement: scope.agreement,
  };
}
