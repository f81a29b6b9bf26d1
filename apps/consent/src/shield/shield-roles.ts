import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';

/** Domain 1.15: set by the resident, a social worker, a safeguarding lead or an import flag. */
const PROTECTORS = ['social-worker', 'safeguarding-lead'];
const DECIDERS = ['privacy-officer', 'ig-lead'];

export function requireProtector(principal: Principal): void {
  if (!has(principal, PROTECTORS)) throw refusal();
}

/** A shield is lifted by staff: whoever holds the resident's phone may be the one whom it shields from. */
export function requireLifter(principal: Principal): void {
  if (principal.kind === 'resident' || !has(principal, [...PROTECTORS, ...DECIDERS])) throw refusal();
}

export function requireProtectorOrResident(principal: Principal): void {
  if (principal.kind !== 'resident') requireProtector(principal);
}

function has({ roles }: Principal, wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

function refusal(): DomainError {
  return new DomainError('shield-role-not-permitted', 'a social worker or a safeguarding lead does this');
}
