import { DomainError, isObjection, isStop } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import type { Transaction } from '../storage/transaction.js';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore, type NewVersion } from './directive-store.js';
import { ShownDirectives } from './shown-directives.js';

/**
 * The directive of a URL, for those who may act for its resident: themselves, or an agency that has linked them. A no that the
 * agency's list does not show is none by its id either (domain 1.15, "No tells"): nothing is stopped or narrowed by withdrawing
 * it, and whoever is told more of it records it as said. A consent is withdrawn by anybody whom the resident tells.
 */
@Injectable()
export class FindDirective {
  constructor(
    private readonly store: DirectiveStore,
    private readonly residents: ResolveResident,
    private readonly shown: ShownDirectives,
  ) {}

  /** In force. Absent and not yours are one answer; one that something newer replaced says so (`directive-replaced`). */
  async find(tx: Transaction, principal: Principal, id: string): Promise<DirectiveRow> {
    return inForce(await this.inForceOrNot(tx, principal, id));
  }

  /** An objection in force, for who decides them: any, since no list need show it for its month to run (UK GDPR Art 21). */
  async objection(tx: Transaction, principal: Principal, id: string): Promise<DirectiveRow> {
    const known = await this.known(tx, principal, id);
    if (isObjection(known)) return inForce(known);
    await this.find(tx, principal, id);
    throw new DomainError('not-an-objection', 'only an objection is upheld or declined');
  }

  /**
   * The same, in force or replaced. A consent under a name that was joined stayed behind (ADR 18), and is nothing here any more:
   * it can be withdrawn, by `latest`.
   */
  async inForceOrNot(tx: Transaction, principal: Principal, id: string): Promise<DirectiveRow> {
    const latest = await this.latest(tx, principal, id);
    const counts = latest.status === 'ConsentGiven' && latest.supersededAt === null;
    if (counts && (await whoTheyAreNow(tx, latest.residentId)) !== latest.residentId) throw directiveNotFound();
    return latest;
  }

  /** The last version there is, whatever became of it. `resident`: whom the caller means, where they said. */
  async latest(tx: Transaction, principal: Principal, id: string, resident?: string): Promise<DirectiveRow> {
    const known = await this.known(tx, principal, id, resident);
    if (principal.kind === 'resident' || !isStop(known)) return known;
    const shown = await this.shown.to(tx, principal, await whoTheyAreNow(tx, known.residentId), [known]);
    if (shown.length === 0) throw directiveNotFound();
    return known;
  }

  /**
   * One that they change or have changed, as far as they are shown it: what they change is what they see, and no discreet name leaves
   * with the answer. Ask it before the change is recorded, so that the fence is not held meanwhile.
   */
  asShown<Said extends NewVersion>(tx: Transaction, principal: Principal, said: Said): Promise<Said> {
    return this.shown.one(tx, principal, said);
  }

  private async known(tx: Transaction, principal: Principal, id: string, resident?: string): Promise<DirectiveRow> {
    const latest = await this.store.latest(tx, id);
    if (latest === null || !(await this.residents.mayActFor(principal, latest.residentId))) {
      throw directiveNotFound();
    }
    if (resident !== undefined && !(await this.isAbout(tx, latest, await this.residents.resolve(principal, resident))))
      throw directiveNotFound();
    return latest;
  }

  /** As they are now, each: one who was joined is the one to whom they were joined (ADR 18). */
  protected async isAbout(tx: Transaction, { residentId }: DirectiveRow, meant: string): Promise<boolean> {
    return (await whoTheyAreNow(tx, residentId)) === (await whoTheyAreNow(tx, meant));
  }
}

function inForce(row: DirectiveRow): DirectiveRow {
  if (row.supersededAt !== null) throw replaced();
  return row;
}

export const directiveNotFound = (): DomainError =>
  new DomainError('directive-not-found', 'there is no such directive here');

export const replaced = (): DomainError =>
  new DomainError('directive-replaced', 'something newer replaced this directive: look at the list');
