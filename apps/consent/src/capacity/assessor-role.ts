import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';

/** Who assesses capacity and records what is decided in somebody's best interests: health and social care (MCA 2005 s.4). */
const ASSESSORS = ['social-worker', 'safeguarding-lead', 'ot', 'gp', 'ed-doctor', 'ed-nurse', 'hub-nurse'];

/** The role in which they do so. Rejects with `assessor-role-not-permitted`. */
export function assessorRole({ roles }: Principal): string {
  const role = roles.find((held) => ASSESSORS.includes(held));
  if (role !== undefined) return role;
  throw new DomainError('assessor-role-not-permitted', 'a health or social care professional records this');
}
