import { notTheirs } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';

const has = ({ person }: Visit, ...roles: readonly string[]): boolean =>
  roles.some((role) => person?.roles?.includes(role) ?? false);

/**
 * What a page offers follows from the officer's role: a button that would be refused is a dead end. The APIs decide for
 * themselves.
 */
export const mayLead = (visit: Visit): boolean => has(visit, 'ig-lead');
export const mayWriteRules = (visit: Visit): boolean => has(visit, 'policy-author');
export const mayApprove = (visit: Visit): boolean => has(visit, 'ig-lead', 'policy-author');
/**
 * Before a form is shown, as before it is taken: nobody types into what would be refused.
 * @throws PageError 403
 */
export function requireRight(may: (visit: Visit) => boolean, visit: Visit): void {
  if (!may(visit)) throw notTheirs();
}

/** Alerts are read by those who look into them (apps/relay, ListAlerts). */
export const mayReadAlerts = (visit: Visit): boolean => has(visit, 'privacy-officer', 'ig-lead');
