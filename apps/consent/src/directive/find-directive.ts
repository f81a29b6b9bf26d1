import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import type { Transaction } from '../storage/transaction.js';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';

/** The directive of a URL, for those who may act for its resident: themselves, or an agency that has linked them. */
@Injectable()
export class FindDirective {
  constructor(
    private readonly store: DirectiveStore,
    private readonly residents: ResolveResident,
  ) {}

  /** In force. Absent and not yours are one answer; one that something newer replaced says so (`directive-replaced`). */
  async run(tx: Transaction, principal: Principal, id: string): Promise<DirectiveRow> {
    const known = await this.inForceOrNot(tx, principal, id);
    if (known.supersededAt !== null) throw replaced();
    return known;
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

  /** The last version there is, whatever became of it. */
  async latest(tx: Transaction, principal: Principal, id: string): Promise<DirectiveRow> {
    const latest = await this.store.latest(tx, id);
    if (latest === null || !(await this.residents.mayActFor(principal, latest.residentId))) {
      throw directiveNotFound();
    }
    return latest;
  }
}

export const directiveNotFound = (): DomainError =>
  new DomainError('directive-not-found', 'there is no such directive here');

export const replaced = (): DomainError =>
  new DomainError('directive-replaced', 'something newer replaced this directive: look at the list');
