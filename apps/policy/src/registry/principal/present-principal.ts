import type { Principal } from '#libs/http';
import type { PrincipalDto } from './principal.dto.js';
import type { PrincipalRow } from './principal.row.js';

/** A principal as answers to changes show them, which are kept for repeats: without how they sign in. */
export function presentPrincipal(row: PrincipalRow): PrincipalDto {
  const { id, kind, agency, roles, status, version, askedRoles } = row;
  const trainingExpiresAt = row.trainingExpiresAt?.toISOString() ?? null;
  return { id, kind, agency, roles, status, trainingExpiresAt, version, askedRoles };
}

/** What this officer may read of a principal: how somebody signs in is their own agency's business. */
export function presentPrincipalTo(reader: Principal, row: PrincipalRow): PrincipalDto {
  const { issuer, subject } = row;
  return { ...presentPrincipal(row), ...(reader.agency === row.agency ? { issuer, subject } : {}) };
}
