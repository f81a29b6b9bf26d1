import { randomUUID } from 'node:crypto';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { rowsOf } from '#libs/persistence';
import { ResolveResident } from '../resident/resolve-resident.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import type { SignInState, SignInView } from './sign-in.dto.js';

export interface SignInBinding {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly residentId: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly confirmedAt: Date | null;
  readonly removedAt: Date | null;
  /** By the database's clock. */
  readonly now: Date;
}

export type SignInChange = 'sign-in-asked' | 'sign-in-added' | 'sign-in-removed';

const BINDING = `SELECT id, issuer, subject, resident_id AS "residentId", asked_by AS "askedBy", asked_at AS "askedAt",
  confirmed_at AS "confirmedAt", removed_at AS "removedAt", fence.domain_now() AS now FROM consent.sign_in_binding`;
const STANDING = `${BINDING} WHERE issuer = $1 AND subject = $2 AND resident_id = $3 AND removed_at IS NULL
  ORDER BY (confirmed_at IS NOT NULL) DESC, asked_at DESC LIMIT 1`;
const TAKEN = 'SELECT policy.principal_v1($1, $2) IS NOT NULL OR consent.sign_in_v1($1, $2) IS NOT NULL AS taken';

/** Bindings of residents' sign-ins: read here, asked for here; made to count and removed by the published functions alone. */
@Injectable()
export class SignInStore {
  constructor(
    private readonly residents: ResolveResident,
    private readonly trail: EntryWriter,
  ) {}

  /** The binding of a URL. Absent and not yours are one answer. */
  async find(tx: Transaction, principal: Principal, id: string): Promise<SignInBinding> {
    const binding = await firstRow<SignInBinding>(tx, `${BINDING} WHERE id = $1`, [id]);
    if (binding !== undefined && (await this.residents.mayActFor(principal, binding.residentId))) return binding;
    throw new DomainError('sign-in-not-found', 'there is no such sign-in here');
  }

  /** That of this sign-in and resident which counts, or was asked for last. */
  standing(tx: Transaction, issuer: string, subject: string, residentId: string): Promise<SignInBinding | undefined> {
    return firstRow(tx, STANDING, [issuer, subject, residentId]);
  }

  async ofResident(tx: Transaction, residentId: string): Promise<SignInBinding[]> {
    return rowsOf(
      await tx.query(`${BINDING} WHERE resident_id = $1 ORDER BY asked_at DESC, id LIMIT 200`, [residentId]),
    );
  }

  /** One sign-in is one person's: a resident's, or somebody's of an agency. Whose it is, is not said. */
  async requireFree(tx: Transaction, { issuer, subject }: { issuer: string; subject: string }): Promise<void> {
    const row = await firstRow<{ taken: boolean }>(tx, TAKEN, [issuer, subject]);
    if (row!.taken) throw new DomainError('sign-in-taken', 'this sign-in belongs to somebody already');
  }

  /**
   * Writes a change with its entry, which the resident's history shows, and what they are to be told by the channel of before.
   * Answers with the binding as it is then.
   */
  async change(
    tx: Transaction,
    principal: Principal,
    change: SignInChange,
    { id, residentId }: { readonly id: string; readonly residentId: string },
    write: () => Promise<unknown>,
  ): Promise<SignInBinding> {
    const { id: by, kind, agency, roles } = principal;
    const entry = await this.trail.seal(tx, {
      kind: 'directive',
      residentId,
      detail: { change, signIn: id, by: { id: by, kind, agency, roles: [...roles] } },
      index: {
        ...{ action: change, outcome: 'recorded', categories: [], residentId, requesterId: by, requesterKind: kind },
        ...(agency === null ? {} : { requesterAgency: agency, requesterRoles: [...roles] }),
      },
    });
    await write();
    await this.trail.append(tx, entry);
    const message = 'INSERT INTO consent.message (id, resident_id, kind, about) VALUES ($1, $2, $3, $4)';
    await tx.query(message, [randomUUID(), residentId, change, id]);
    return (await firstRow<SignInBinding>(tx, `${BINDING} WHERE id = $1`, [id]))!;
  }
}

/** A request that nobody confirmed is asked anew, after a new proof of identity. */
const REQUEST_HOLDS_MS = 7 * 86_400_000;

export function stateOf({ askedAt, confirmedAt, removedAt, now }: SignInBinding): SignInState {
  if (removedAt !== null) return 'removed';
  if (confirmedAt !== null) return 'counts';
  return now.getTime() - askedAt.getTime() < REQUEST_HOLDS_MS ? 'asked' : 'lapsed';
}

export function presentSignIn(binding: SignInBinding): SignInView {
  const { id, askedAt, confirmedAt, removedAt } = binding;
  return {
    ...{ id, state: stateOf(binding), askedAt: askedAt.toISOString() },
    ...{ countsSince: confirmedAt?.toISOString() ?? null, removedAt: removedAt?.toISOString() ?? null },
  };
}
