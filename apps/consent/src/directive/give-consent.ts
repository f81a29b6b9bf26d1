import { type DirectiveReach, DomainError, isStop, reachesOverlap, replacedByConsent } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { AgreementBounds } from './agreement-bounds.js';
import { DirectiveStore } from './directive-store.js';
import { type RecordedDirective, recordedDirective } from './directive-view.dto.js';
import { ShownDirectives } from './shown-directives.js';
import { RecordDirective, type Recorded } from './record-directive.js';
import { alreadyRecorded } from './already-recorded.js';
import type { DirectiveRow } from './directive.row.js';

export interface ConsentWish {
  readonly id: string;
  readonly residentId: string;
  readonly scope: DirectiveReach;
  readonly startsAt: Date | null;
  readonly expiresAt: Date | null;
}

/**
 * A resident gives consent, with their own sign-in: nobody records a grant for them alone (domain 1.15). It replaces what
 * they said before within its scope; a wider refusal stands until they lift it (`refusal-in-force`). A repeat with the same
 * id is answered from what is recorded.
 */
@Injectable()
export class GiveConsent {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly bounds: AgreementBounds,
    private readonly record: RecordDirective,
    private readonly shown: ShownDirectives,
  ) {}

  run(principal: Principal, wish: ConsentWish, once: Once): Promise<RecordedDirective> {
    if (principal.kind !== 'resident') {
      throw new DomainError('grant-needs-resident', 'consent is given by the resident, with their own sign-in');
    }
    requireSpecific(wish.scope);
    return this.work.run((tx) =>
      once(tx, async () => {
        const theirs = { ...wish, residentId: await whoTheyAreNow(tx, wish.residentId) };
        const recorded = (await alreadyRecorded(tx, this.store, theirs)) ?? (await this.give(tx, principal, theirs));
        return recordedDirective(recorded);
      }),
    );
  }

  private async give(tx: Transaction, principal: Principal, wish: ConsentWish): Promise<Recorded> {
    const { id, residentId, scope } = wish;
    const now = await this.store.now(tx);
    const startsAt = wish.startsAt ?? now;
    if (startsAt < now)
      throw new DomainError('invalid-start', 'consent does not reach back: leave startsAt out, or send a later time');
    await this.bounds.requireKnownAgencies(tx, scope);
    const expiresAt = await this.bounds.endOfConsent(tx, scope, startsAt, wish.expiresAt);
    if (expiresAt !== null && expiresAt <= startsAt)
      throw new DomainError('invalid-end', 'consent ends after it starts');
    const current = await this.store.currentOf(tx, residentId);
    // A no that their pages do not tell of stands beside the yes and prevails: to end it or to refuse the yes would tell.
    const told = await this.shown.told(tx, current.filter(isStop));
    const isTold = (row: DirectiveRow): boolean => told.some(({ id: shown }) => shown === row.id);
    const replaced = replacedByConsent(
      scope,
      current.filter((row) => !isStop(row) || isTold(row)),
    );
    const against = await this.bounds.reachUnder(tx, scope);
    if (told.some((no) => !replaced.some(({ id: ended }) => ended === no.id) && reachesOverlap(against, no))) {
      throw new DomainError(
        'refusal-in-force',
        'a wider refusal or objection stands in the way: lift or change it first',
      );
    }
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
    return this.record.run(tx, { change: 'given', principal, version, superseded: replaced });
  }
}

/** Consent is specific (UK GDPR Art 4(11)): under an agreement, or for named agencies, categories and purposes. */
function requireSpecific({ agreement, recipients, categories, purposes }: DirectiveReach): void {
  if (agreement !== null || (recipients && categories && purposes)) return;
  throw new DomainError('invalid-scope', 'consent names an agreement, or recipients, categories and purposes');
}

export function copyOf(
  scope: DirectiveReach,
): Pick<DirectiveRow, 'sources' | 'recipients' | 'categories' | 'purposes' | 'agreement'> {
  const list = (part: readonly string[] | null): string[] | null => (part === null ? null : [...part]);
  return {
    sources: list(scope.sources),
    recipients: list(scope.recipients),
    categories: list(scope.categories),
    purposes: list(scope.purposes),
    agreement: scope.agreement,
  };
}
