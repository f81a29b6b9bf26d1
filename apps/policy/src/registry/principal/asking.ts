import { DomainError, type Role } from '#libs/domain';
import type { Principal } from '#libs/http';
import type { EntityManager } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import type { PrincipalRow } from './principal.row.js';

/** What waits for a second person. */
export type Asked = Pick<PrincipalRow, 'askedRoles' | 'askedBy' | 'askedAt' | 'askedTraining' | 'askedResume'>;

export const NOTHING_ASKED: Asked = {
  ...{ askedRoles: null, askedBy: null, askedAt: null },
  ...{ askedTraining: null, askedResume: false },
};

export const asked = (by: Principal, askedAt: Date, askedRoles: Role[]): Asked => ({
  ...NOTHING_ASKED,
  ...{ askedRoles, askedBy: by.id, askedAt },
});

const ANSWERED_FOR = `SELECT EXISTS (SELECT 1 FROM policy.principal p WHERE p.agency = $1 AND p.kind = 'officer'
  AND p.status = 'active' AND p.roles && '{ig-lead,privacy-officer}') AS held`;

/**
 * Whoever confirms, besides who asked: for an officer any lead or privacy officer of the place; for an agency's practitioners
 * and systems that agency's own, since what they see is in its name, or a second lead where it has none.
 */
export async function requireConfirmer(tx: EntityManager, by: Principal, row: PrincipalRow): Promise<void> {
  if (row.askedBy === by.id)
    throw new DomainError('second-person-needed', 'this takes another officer than the one who asked for it');
  if (row.kind === 'officer' || row.agency === by.agency) return;
  if (!by.roles.includes('ig-lead'))
    throw new DomainError('principal-not-found', 'there is nobody here who waits for a second person');
  const [agency] = rowsOf<{ held: boolean }>(await tx.query(ANSWERED_FOR, [row.agency]));
  if (agency!.held) throw new DomainError('other-agency', 'an officer of their own agency confirms them');
}
