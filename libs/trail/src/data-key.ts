import type { Json } from '#libs/domain';
import {
  type EntryDraft,
  type KeyHolder,
  openContent,
  openDetail,
  openText,
  sealContent,
  type SealedDetail,
  type SealedEntry,
  sealEntry,
  sealText,
} from '#libs/sealing';

/** Whether what a holder's key holds can be read: where it is erased, or was never made, it cannot. */
export type DataKey = HeldKey | { readonly state: 'none' };

export const NO_KEY: DataKey = { state: 'none' };

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
  seal(content: Json, place: string): Buffer {
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

  /** For `EntryWriter`, which chooses the holder. */
  sealEntry(draft: Omit<EntryDraft, 'holder' | 'holderKey'>): SealedEntry {
    return sealEntry({ ...draft, holder: this.holder, holderKey: this.#key });
  }

  /** For `openEntry`. */
  openDetail(detail: Pick<SealedDetail, 'sealed' | 'wrappedEntryKey'>, entryId: string): Json {
    return openDetail(detail, this.#key, entryId);
  }
}
