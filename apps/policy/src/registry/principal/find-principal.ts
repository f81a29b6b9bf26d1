import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import type { EntityManager } from 'typeorm';
import { PrincipalRow } from './principal.row.js';

/**
 * The principal that this officer is about to change, locked. An information governance lead reaches everybody, a privacy
 * officer their own agency; whoever is out of reach is answered like nobody.
 */
export async function findToChange(tx: EntityManager, by: Principal, id: string): Promise<PrincipalRow> {
  const row = await tx.findOne(PrincipalRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  if (!row || (row.agency !== by.agency && !by.roles.includes('ig-lead'))) {
    throw new DomainError('principal-not-found', 'there is nobody here whom you may change');
  }
  return row;
}

/** Nobody grants to themselves (the second person of design 4, for people). */
export function refuseOneself(by: Principal, id: string): void {
  if (by.id === id)
    throw new DomainError('second-person-needed', 'this takes another officer than the one it is about');
}
