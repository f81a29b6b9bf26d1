import { ProblemError, type Principal } from '#libs/http';
import type { Viewer } from './entry-lines.js';

/** What exists for a principal among the entries. */
export function viewerOf(principal: Principal): Viewer {
  if (principal.kind === 'resident' && principal.residentId !== null)
    return { kind: 'resident', residentId: principal.residentId };
  if (principal.kind === 'officer') return { kind: 'officer', agency: agencyOf(principal) };
  return { kind: 'requester', requesterId: principal.id };
}

/** A practitioner as the reader of what they did themselves. */
export function practitionerOf(principal: Principal): Viewer & { kind: 'practitioner' } {
  return { kind: 'practitioner', requesterId: principal.id, agency: agencyOf(principal) };
}

/** The agency of an officer or practitioner; one without has no scope, and so nothing to see. */
export function agencyOf({ agency }: Principal): string {
  if (agency === null) throw new ProblemError('forbidden');
  return agency;
}
