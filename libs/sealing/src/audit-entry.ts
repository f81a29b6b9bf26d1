import { randomUUID } from 'node:crypto';
import type { ToJson } from '#libs/domain';
import { sealDetail } from './detail.js';
import type { KeyHolder } from './key-ring.js';

export type EntryKind = 'disclosure' | 'decision' | 'search' | 'directive' | 'governance';

/** What the erasable search projection may know of an entry; ids and codes only, never content (design 7). */
export interface EntryIndex {
  readonly action: string;
  readonly outcome: string;
  readonly categories: readonly string[];
  readonly rule?: string;
  /** Why, as a code: of a decision's reasons or the release line's own. The true one; readers are told less (`toldReason`). */
  readonly reason?: string;
  readonly purpose?: string;
  /** Internal id (uuid); the entry then shows in this resident's history. */
  readonly residentId?: string;
  readonly sourceAgency?: string;
  readonly requesterAgency?: string;
  readonly recipientAgency?: string;
  readonly requesterId?: string;
  /** What the requester was when they asked: residents read an agency and a role, never a person. */
  readonly requesterKind?: string;
  readonly requesterRoles?: readonly string[];
  readonly practitionerId?: string;
  readonly disclosureId?: string;
  readonly agreement?: string;
  /** Legal mode of a permit (domain 1.5). */
  readonly basis?: string;
  readonly recordId?: string;
  readonly deliveryId?: string;
  /** True keeps the line out of the resident's own history until told otherwise (domain 1.7, 1.15). */
  readonly deferNotice?: boolean;
}

export interface EntryDraft {
  /** Given only where the caller needs it beforehand; random otherwise. */
  readonly id?: string;
  readonly kind: EntryKind;
  /** Hash of the policy bundle that decided, where one did. */
  readonly bundle: string | null;
  readonly detail: ToJson;
  readonly holder: KeyHolder;
  /** The holder's data key, unwrapped. */
  readonly holderKey: Buffer;
  readonly index: EntryIndex;
}

/** An argument of `audit.append`, ready for JSON.stringify. */
export interface SealedEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly bundle: string | null;
  readonly detailHash: string;
  readonly detail: string;
  readonly wrappedKey: string;
  readonly keyHolder: KeyHolder;
  readonly index: EntryIndex;
  /** Names of the facts of the place that its detail rests on: `audit.append` refuses it where one is not stored. */
  readonly placeFacts?: readonly string[];
}

/** Seals a draft into what `audit.append_v1` takes: one call per entry, in the transaction of what it records. */
export function sealEntry(draft: EntryDraft): SealedEntry {
  const id = draft.id ?? randomUUID();
  const { sealed, hash, wrappedEntryKey, placeFacts } = sealDetail(draft.detail, draft.holderKey, id);
  return {
    id,
    kind: draft.kind,
    bundle: draft.bundle,
    detailHash: hash.toString('hex'),
    detail: sealed.toString('base64'),
    wrappedKey: wrappedEntryKey.toString('base64'),
    keyHolder: draft.holder,
    index: draft.index,
    ...(placeFacts.length > 0 && { placeFacts }),
  };
}
