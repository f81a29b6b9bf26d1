import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';

/** What an officer does needs one of these roles; read from the directory at this request. */
export function requireRole(principal: Principal, ...roles: readonly string[]): void {
  if (principal.roles.some((role) => roles.includes(role))) return;
  throw new DomainError('officer-role-not-permitted', 'this is for officers in another role');
}
