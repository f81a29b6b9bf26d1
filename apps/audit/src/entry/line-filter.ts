import type { EntryQuery } from './entry.dto.js';

/**
 * What narrows a page of one person's lines `l`, which an index has found. Every filter is off when its value is null, so that one statement serves them all;
 * `$1` and `$2` are the position, `$3` the limit, and what comes after `lineFilterValues` begins at `$15`.
 */
export const lineFilter = (reason: string): string => `(l.at, l.entry_id) < ($1::timestamptz, $2::uuid)
  AND ($4::text IS NULL OR l.kind = $4) AND ($5::text IS NULL OR l.action = $5)
  AND ($6::text IS NULL OR l.outcome = $6) AND ($7::text IS NULL OR l.purpose = $7)
  AND ($8::text IS NULL OR $8 = ANY (l.categories)) AND ($9::text IS NULL OR ${reason} = $9)
  AND ($10::text IS NULL OR $10 IN (l.source_agency, l.requester_agency, l.recipient_agency))
  AND ($11::text IS NULL OR l.requester_id = $11) AND ($12::uuid IS NULL OR l.resident_id = $12)
  AND ($13::timestamptz IS NULL OR l.at >= $13) AND ($14::timestamptz IS NULL OR l.at < $14)`;

/** `residentId` is whom the query's `resident` means to the reader. */
export const lineFilterValues = (query: EntryQuery, residentId: string | null): readonly (string | null)[] => [
  query.kind ?? null,
  query.action ?? null,
  query.outcome ?? null,
  query.purpose ?? null,
  query.category ?? null,
  query.reason ?? null,
  query.agency ?? null,
  query.requester ?? null,
  residentId,
  query.from ?? null,
  query.to ?? null,
];
