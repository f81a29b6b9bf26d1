import { NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import { whoIs } from '#libs/trail';
import type { AuditPool } from '../storage/audit-pool.js';

/**
 * Whom a name in a query narrows it to; null where it names no one. A name that means nobody to this principal, whether or not
 * it means somebody to others, is nobody's; an officer's internal id is taken as it is, for lines are those of their scope.
 */
export async function meantResident(
  { pool }: AuditPool,
  principal: Principal,
  name: string | undefined,
): Promise<string | null> {
  if (name === undefined) return null;
  const meaning = await whoIs(pool, principal, name);
  return meaning.kind === 'resident' || meaning.kind === 'internal' ? meaning.id : NOBODY;
}
