import type { EntryQuery } from './entry.dto.js';

/** What line `l` can be looked for by, in the words of the inverted index over it. */
export const LINE_FACETS = `audit.line_facets_v1(l.kind, l.action, l.outcome, l.purpose, l.reason, l.categories,
  ARRAY[l.source_agency, l.requester_agency, l.recipient_agency])`;

/** The facets that a query asks for, all of them. People are asked for by their own indexes. */
export function facetsOf(query: EntryQuery): string[] {
  const asked: Readonly<Record<string, string | undefined>> = {
    kind: query.kind,
    action: query.action,
    outcome: query.outcome,
    purpose: query.purpose,
    reason: query.reason,
    category: query.category,
    agency: query.agency,
  };
  return Object.entries(asked).flatMap(([of, value]) => (value === undefined ? [] : [`${of} ${value}`]));
}
