import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';

const DECIDERS = ['privacy-officer', 'ig-lead'];

export const isDecider = ({ roles }: Pick<Principal, 'roles'>): boolean =>
  roles.some((role) => DECIDERS.includes(role));

/** Officers write rules too; what is decided about one resident is for those who answer for privacy. */
export function requireDecider(principal: Principal): void {
  if (isDecider(principal)) return;
  throw new DomainError(
    'officer-role-not-permitted',
    'a privacy officer or an information governance lead decides this',
  );
}
