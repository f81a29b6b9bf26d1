import type { Json } from '#libs/domain';
import { SealingError } from '#libs/sealing';
import type { DataKey } from './data-key.js';

/** The sealed detail of an entry, and its entry's own key under its holder's. */
export interface SealedRow {
  readonly entryId: string;
  readonly sealed: Buffer;
  readonly wrappedEntryKey: Buffer;
}

/** Its hash and proof remain, whichever it is (promise 10). */
export type OpenedEntry =
  | { readonly state: 'open'; readonly detail: Json }
  /** The holder's key is gone, and this with it. */
  | { readonly state: 'erased' }
  /** The holder's key cannot be read at present or is not the one that it was sealed under, or a byte was changed. */
  | { readonly state: 'unreadable' };

/** Never throws for what does not open: whoever reads many goes on with the others. */
export function openEntry(key: DataKey, { entryId, sealed, wrappedEntryKey }: SealedRow): OpenedEntry {
  if (key.state === 'unreadable') return { state: 'unreadable' };
  if (key.state !== 'held') return { state: 'erased' };
  try {
    return { state: 'open', detail: key.openDetail({ sealed, wrappedEntryKey }, entryId) };
  } catch (error) {
    if (error instanceof SealingError) return { state: 'unreadable' };
    throw error;
  }
}
