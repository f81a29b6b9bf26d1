import { openDetail } from '#libs/sealing';
import type { ConsentPlace } from './consent-place.js';

interface Staged {
  readonly id: string;
  readonly facets: Record<string, unknown>;
  readonly detail: Buffer;
  readonly wrapped_key: Buffer;
  readonly key: Buffer;
}

/** What whoever may open it reads of the newest entry about something that a resident said. */
export interface OpenedEntry {
  readonly facets: Record<string, unknown>;
  readonly directive: Record<string, unknown>;
  readonly superseded: readonly { readonly id: string; readonly version: number }[];
}

export async function newestEntry(place: ConsentPlace, residentId: string): Promise<OpenedEntry> {
  const { rows } = await place.admin.query<Staged>(
    `SELECT s.id, s.facets, d.sealed AS detail, s.wrapped_key, k.wrapped_key AS key
       FROM audit.staging s JOIN audit.detail d ON d.entry_id = s.id JOIN consent.resident_key k ON k.resident_id::text = s.holder_id
      WHERE s.kind = 'directive' ORDER BY s.at DESC LIMIT 1`,
  );
  const [{ id, facets, detail, wrapped_key: wrappedEntryKey, key }] = rows as [Staged];
  const dataKey = place.ring.unwrapKey(key, { level: 'resident', id: residentId });
  const opened = openDetail({ sealed: detail, wrappedEntryKey }, dataKey, id).read() as unknown as Omit<
    OpenedEntry,
    'facets'
  >;
  return { facets, directive: opened.directive, superseded: opened.superseded };
}
