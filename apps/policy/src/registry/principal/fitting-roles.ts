import { DomainError, OFFICER_ROLES, type Role } from '#libs/domain';

const isOfficerRole = (role: Role): boolean => (OFFICER_ROLES as readonly Role[]).includes(role);

/**
 * Roles fit the kind: an officer governs and sees no records, a practitioner works and governs nothing, and a system has
 * no roles of its own (domain 1.5).
 */
export function requireFittingRoles(kind: 'practitioner' | 'officer' | 'system', roles: readonly Role[]): void {
  if (kind === 'system' && roles.length > 0) throw new DomainError('roles-invalid', 'a system has no roles of its own');
  if (kind === 'officer' && !roles.every(isOfficerRole)) {
    throw new DomainError('roles-invalid', "an officer has officers' roles only");
  }
  if (kind === 'practitioner' && roles.some(isOfficerRole)) {
    throw new DomainError('roles-invalid', "a practitioner has none of the officers' roles");
  }
}
