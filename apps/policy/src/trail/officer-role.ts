import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';

export type OfficerRole = 'ig-lead' | 'policy-author' | 'privacy-officer';

/**
 * What an officer may do follows from their role: an information governance lead answers for the place (agencies,
 * principals, agreements, stops), a policy author writes rules, a privacy officer looks after their own agency.
 */
export function requireRole(by: Principal, ...roles: [OfficerRole, ...OfficerRole[]]): void {
  if (by.kind === 'officer' && roles.some((role) => by.roles.includes(role))) return;
  throw new DomainError('role-not-permitted', `this is for an officer in the role ${roles.join(' or ')}`);
}
