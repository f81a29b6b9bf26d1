import type { Json, ToJson } from '#libs/domain';
import {
  type EntryDraft,
  type KeyHolder,
  type OpenDetail,
  openContent,
  openDetail,
  openText,
  rewrapEntryKey,
  sealContent,
  type SealedDetail,
  type SealedEntry,
  sealEntry,
  sealText,
  unlessUnreadable,
} from '#libs/sealing';

/** Whether what a holder's key holds can be read. */
export type DataKey =
  | HeldKey
  /** There never was one, or nothing of it was kept. */
  | { readonly state: 'none' }
  /** It was destroyed, and none is ever made in its place. */
  | { readonly state: 'erased' }
  /**
   * What stands in its place does not open: bytes that are none of ours, another holder's, another ring's. What it holds may be
   * read again once somebody has put the right one back, so it is neither gone nor made anew.
   */
  | { readonly state: 'unreadable' };

export const NO_KEY: DataKey = { state: 'none' };
export const ERASED: DataKey = { state: 'erased' };
export const UNREADABLE: DataKey = { state: 'unreadable' };

/**
 * A holder's data key, unwrapped for one piece of work and never kept: an erased key must be gone at once. It seals and opens,
 * and does not show itself. What it opens throws `unreadable` for another key, another place or a changed byte.
 */
export class HeldKey {
  readonly state = 'held';
  readonly #key: Buffer;

  constructor(
    readonly holder: KeyHolder,
    key: Buffer,
  ) {
    this.#key = key;
  }

  /** `place` names where it is stored (`record/<id>`): sealed content that is moved to another row does not open there. */
  seal(content: ToJson, place: string): Buffer {
    return sealContent(content, this.#key, place);
  }

  open(sealed: Buffer, place: string): Json {
    return openContent(sealed, this.#key, place);
  }

  /** JSON text as it is, with the digits of its numbers. */
  sealText(text: string, place: string): Buffer {
    return sealText(text, this.#key, place);
  }

  openText(sealed: Buffer, place: string): string {
    return openText(sealed, this.#key, place);
  }

  /** What this key holds, to be held by another; nothing where it cannot be read. */
  reseal(sealed: Buffer, into: HeldKey, place: string): Buffer | undefined {
    return unlessUnreadable(() => into.sealText(this.openText(sealed, place), place));
  }

  /** For `EntryWriter`, which chooses the holder. */
  sealEntry(draft: Omit<EntryDraft, 'holder' | 'holderKey'>): SealedEntry {
    return sealEntry({ ...draft, holder: this.holder, holderKey: this.#key });
  }

  /** For `EntryReader`. */
  openDetail(detail: Pick<SealedDetail, 'sealed' | 'wrappedEntryKey'>, entryId: string): OpenDetail {
    return openDetail(detail, this.#key, entryId);
  }

  /** An entry that this key holds, to be held by another; nothing where it is not this key that holds it. */
  rewrapEntryKey(wrapped: Buffer, into: HeldKey, entryId: string): Buffer | undefined {
    return unlessUnreadable(() => rewrapEntryKey(wrapped, this.#key, into.#key, entryId));
  }
}
