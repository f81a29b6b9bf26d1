import { endWithin } from '#libs/calendar';
import { type DirectiveReach, DomainError, reachCovers } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';

export interface Bounds {
  readonly id: string;
  readonly purpose: string;
  readonly mode: string;
  readonly state: string;
  readonly categories: readonly string[];
  readonly sources: readonly string[] | null;
  readonly recipients: readonly string[] | null;
  readonly maxConsentDays: number | null;
}

/** Rejects with `agreement-not-live`. A review does not stop what an agreement allows. */
export function requireInForce({ state }: Bounds): void {
  if (state !== 'live' && state !== 'under-review')
    throw new DomainError('agreement-not-live', 'this agreement is not in force');
}

/** Rejects a directive that names an agency nobody knows: a stop that can never match would be a false promise. */
export async function requireKnownAgencies(tx: Transaction, { sources, recipients }: DirectiveReach): Promise<void> {
  const named = [...new Set([...(sources ?? []), ...(recipients ?? [])])];
  if (named.length === 0) return;
  const sql = 'SELECT bool_and(policy.agency_known_v1(code)) AS known FROM unnest($1::text[]) AS code';
  const row = await firstRow<{ known: boolean }>(tx, sql, [named]);
  if (!row!.known) throw new DomainError('agency-unknown', 'one of the agencies named is not known here');
}

/** What agreements allow a directive to say; asked of policy's published functions, never kept. */
@Injectable()
export class AgreementBounds {
  /**
   * When a consent ends: at the wish, but never later than its agreement allows (domain 2: D2, at most 6 months). Rejects
   * one that its agreement does not ask for: consent is asked for under EXPLICIT only (domain 1.1).
   */
  async endOfConsent(tx: Transaction, scope: DirectiveReach, startsAt: Date, wish: Date | null): Promise<Date | null> {
    if (scope.agreement === null) return wish;
    const bounds = await this.of(tx, scope.agreement);
    if (bounds.mode !== 'EXPLICIT') {
      throw new DomainError(
        'consent-not-asked',
        'sharing under this agreement does not rest on consent; an objection can be recorded',
      );
    }
    requireInForce(bounds);
    if (!reachCovers(reachOf(bounds), within(bounds, scope)))
      throw new DomainError('beyond-agreement-invalid', 'this names more than the agreement does');
    if (bounds.maxConsentDays === null) return wish;
    return endWithin(startsAt, bounds.maxConsentDays, wish);
  }

  /** What it can be about at all: where it says "all", all of its agreement. */
  async reachUnder(tx: Transaction, scope: DirectiveReach): Promise<DirectiveReach> {
    return scope.agreement === null ? scope : within(await this.of(tx, scope.agreement), scope);
  }

  /** A stop may name any agreement that exists, in force or not. */
  async requireKnownAgreement(tx: Transaction, agreement: string | null): Promise<void> {
    if (agreement !== null) await this.of(tx, agreement);
  }

  /** Rejects with `agreement-unknown`. */
  async of(tx: Transaction, agreement: string): Promise<Bounds> {
    const row = await firstRow<{ bounds: Bounds | null }>(tx, 'SELECT policy.agreement_bounds_v2($1) AS bounds', [
      agreement,
    ]);
    if (!row?.bounds) throw new DomainError('agreement-unknown', 'there is no such agreement');
    return row.bounds;
  }
}

const reachOf = ({ id, sources, recipients, categories, purpose }: Bounds): DirectiveReach => ({
  ...{ sources: sources ?? [], recipients: recipients ?? [], categories, purposes: [purpose], agreement: id },
});

function within(bounds: Bounds, scope: DirectiveReach): DirectiveReach {
  const { sources, recipients, categories, purposes } = reachOf(bounds);
  return {
    ...scope,
    sources: scope.sources ?? sources,
    recipients: scope.recipients ?? recipients,
    categories: scope.categories ?? categories,
    purposes: scope.purposes ?? purposes,
  };
}
