import type { Principal, PrincipalKind } from './principal.js';

/** Who stands behind a name that an issuer gives, as the columns of `standsBehind`. Staff have it before any resident. */
export interface StandsBehind {
  readonly staff: {
    readonly id: string;
    readonly kind: Exclude<PrincipalKind, 'resident'>;
    readonly agency: string;
    readonly roles: string[];
    readonly status: 'active' | 'suspended';
  } | null;
  readonly own_resident: string | null;
}

/** The same in SQL: for a statement that reads something else along, and then `principalFrom`. */
export const standsBehind = (issuer: string, subject: string): string =>
  `policy.principal_v1(${issuer}, ${subject}) AS staff, consent.sign_in_v1(${issuer}, ${subject}) AS own_resident`;

/** Null when nobody is registered. */
export function principalFrom({ staff, own_resident: resident }: StandsBehind): Principal | null {
  if (staff !== null) return { ...staff, residentId: null };
  if (resident === null) return null;
  return { id: resident, kind: 'resident', agency: null, roles: [], residentId: resident, status: 'active' };
}
