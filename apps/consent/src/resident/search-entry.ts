import type { Principal } from '#libs/http';
import type { EntryAbout } from '#libs/trail';
import type { PersonDetails } from './identity-indexes.js';

/**
 * The audit entry of a search for a person. Who was found stands in it only where the asker may know it; otherwise unknown
 * and unseen leave the same entry. What was asked for is kept as names of fields: the values could not be erased from here.
 */
export function searchEntry(
  action: 'lookup' | 'link',
  principal: Principal,
  details: PersonDetails,
  seen: string | null,
): EntryAbout {
  const given = (['nhsNumber', 'familyName', 'birthDate', 'postcode', 'uprn', 'localId'] as const).filter(
    (field) => details[field] !== undefined,
  );
  return {
    kind: 'search',
    residentId: seen,
    detail: { action, by: principal.id, agency: principal.agency, fields: given, resident: seen },
    index: {
      action,
      outcome: seen === null ? 'none' : 'match',
      categories: [],
      requesterId: principal.id,
      ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
      ...(seen === null ? {} : { residentId: seen }),
    },
  };
}
