import { type DirectiveReach, DomainError, isStop, reachCovers, replacedByConsent, stopsAbout } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { AgreementBounds, requireKnownAgencies } from './agreement-bounds.js';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';
import { ShownDirectives } from './shown-directives.js';

/** A consent as it is to stand: given, or changed. */
interface Consent {
  readonly residentId: string;
  readonly scope: DirectiveReach;
  readonly expiresAt: Date | null;
}

/** What a consent may say and beside what it may stand, whether it is given or changed to say more. */
@Injectable()
export class ConsentRules {
  constructor(
    private readonly bounds: AgreementBounds,
    private readonly store: DirectiveStore,
    private readonly shown: ShownDirectives,
  ) {}

  /** When it ends. Rejects `invalid-scope`, `agency-unknown`, `invalid-end` and what its agreement does not allow. */
  async end(tx: Transaction, scope: DirectiveReach, startsAt: Date, wish: Date | null): Promise<Date | null> {
    requireSpecific(scope);
    await requireKnownAgencies(tx, scope);
    const expiresAt = await this.bounds.endOfConsent(tx, scope, startsAt, wish);
    if (expiresAt !== null && expiresAt <= startsAt)
      throw new DomainError('invalid-end', 'consent ends after it starts');
    return expiresAt;
  }

  /**
   * What it replaces when it is given. Rejects `refusal-in-force`. A no counts as far as their pages tell of it: what is hidden
   * stands beside the yes and prevails, and one that is told in part stays whole; else a yes would tell, name by name.
   */
  async replacedBy(tx: Transaction, consent: Consent, now: Date): Promise<DirectiveRow[]> {
    const { scope, residentId, expiresAt } = consent;
    const current = await this.store.heldOf(tx, residentId);
    const told = await this.shown.told(tx, current.filter(isStop));
    const isTold = (row: DirectiveRow): boolean => told.some((no) => no.id === row.id && reachCovers(no, row));
    const weighed = current.filter((row) => !isStop(row) || isTold(row));
    const replaced = replacedByConsent({ ...scope, expiresAt }, weighed);
    const left = told.filter(({ id }) => !replaced.some((ended) => ended.id === id));
    if (stopsAbout(await this.bounds.reachUnder(tx, scope), left, now).length > 0) throw refusalInForce();
    return replaced;
  }

  /** Rejects `refusal-in-force` where a change of one brings it beside a no that their pages tell of and that it was not beside. */
  async requireNoNewNo(tx: Transaction, before: DirectiveRow, after: DirectiveReach, now: Date): Promise<void> {
    const told = await this.shown.told(tx, await this.store.heldOf(tx, before.residentId));
    const besides = async (scope: DirectiveReach): Promise<DirectiveRow[]> =>
      stopsAbout(await this.bounds.reachUnder(tx, scope), told, now);
    const known = await besides(before);
    if ((await besides(after)).some((no) => !known.includes(no))) throw refusalInForce();
  }
}

/** Consent is specific (UK GDPR Art 4(11)): under an agreement, or for named agencies, categories and purposes. */
function requireSpecific({ agreement, recipients, categories, purposes }: DirectiveReach): void {
  if (agreement !== null || (recipients && categories && purposes)) return;
  throw new DomainError('invalid-scope', 'consent names an agreement, or recipients, categories and purposes');
}

const refusalInForce = (): DomainError =>
  new DomainError(
    'refusal-in-force',
    'a refusal or objection stands in the way that this consent does not end, as it is wider or lasts longer: lift or change it first',
  );
