import { ProblemError, type Principal } from '#libs/http';
import type { Viewer } from './entry-lines.js';

/** What exists for a principal among the entries. */
export function viewerOf(principal: Principal): Viewer {
  if (principal.kind === 'resident' && principal.residentId !== null)
    return { kind: 'resident', residentId: principal.residentId };
  if (principal.kind === 'officer') return { kind: 'officer', agency: agencyOf(principal) };
  return { kind: 'requester', requesterId: principal.id };
}

/** An officer's agency; one without has no scope, and so nothing to see. */
export function agencyOf(officer: Principal): string {
  if (officer.agency === null) throw new ProblemError('forbidden');
  return officer.agency;
}
