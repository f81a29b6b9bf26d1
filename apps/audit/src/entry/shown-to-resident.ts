import { DISCREET_CATEGORIES, DISCREET_PURPOSES } from '#libs/domain';
import { DONE } from './own-doings.js';

/** Codes of our own vocabularies, as SQL's text. */
const list = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');

/**
 * Which lines a resident's own history shows, as SQL over `l` with the discreet agencies in `$n`. An audit log that
 * residents can read is itself a way to harm (domain 3), so this leaves out, without count or gap (domain 1.15):
 * - what is deferred (domain 1.7: notification of a safeguarding override may be);
 * - what is discreet by default: SAFEGUARDING and DOMESTICABUSE as purpose or category, and the agencies configured;
 * - searches and governance, which are about officers, and could tell that someone is looking;
 * - questions about the rules: no look, and nothing that whoever asked reads in their own log either (`DOINGS`).
 */
export const shownToResident = (discreetAgencies: string): string => `
  ${DONE}
  AND NOT l.defer_notice
  AND NOT coalesce(l.purpose = ANY (ARRAY[${list(DISCREET_PURPOSES)}]), false)
  AND NOT l.categories && ARRAY[${list(DISCREET_CATEGORIES)}]
  AND NOT coalesce(l.source_agency = ANY (${discreetAgencies}::text[]), false)
  AND NOT coalesce(l.requester_agency = ANY (${discreetAgencies}::text[]), false)
  AND NOT coalesce(l.recipient_agency = ANY (${discreetAgencies}::text[]), false)`;
