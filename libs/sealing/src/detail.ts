import { randomBytes } from 'node:crypto';
import type { Json, ToJson } from '#libs/domain';
import { canonicalJson, sha256 } from '#libs/tlog';
import { pad, unpad } from './padding.js';
import { KEY_BYTES, openBox, sealBox } from './sealed-box.js';

export interface SealedDetail {
  /** One of SEALED_SIZES long. */
  readonly sealed: Buffer;
  /** SHA-256 of `sealed`, the only trace of the detail in the log. */
  readonly hash: Buffer;
  /** The entry's own key under the holder's data key. */
  readonly wrappedEntryKey: Buffer;
}

/**
 * Seals what a replay of the entry needs (request, facts, outcome) under a key of its own, and that key under the holder's
 * data key; both are bound to the entry id. Erasing the data key makes it unreadable and leaves its hash true.
 */
export function sealDetail(detail: ToJson, dataKey: Buffer, entryId: string): SealedDetail {
  const entryKey = randomBytes(KEY_BYTES);
  const sealed = sealBox(pad(Buffer.from(canonicalJson(detail))), entryKey, detailContext(entryId));
  return { sealed, hash: sha256(sealed), wrappedEntryKey: sealBox(entryKey, dataKey, entryKeyContext(entryId)) };
}

/** Throws `unreadable` when the holder's key is not (or no longer) the one that sealed it, or a byte was changed. */
export function openDetail(
  { sealed, wrappedEntryKey }: Pick<SealedDetail, 'sealed' | 'wrappedEntryKey'>,
  dataKey: Buffer,
  entryId: string,
): Json {
  const entryKey = openBox(wrappedEntryKey, dataKey, entryKeyContext(entryId), 'the key of an audit entry');
  const padded = openBox(sealed, entryKey, detailContext(entryId), 'the detail of an audit entry');
  return JSON.parse(unpad(padded).toString('utf8')) as Json;
}

/** The entry's own key under another holder's data key: the detail, its hash and all that proves it stay as they are. Throws as `openDetail`. */
export function rewrapEntryKey(wrapped: Buffer, from: Buffer, into: Buffer, entryId: string): Buffer {
  const entryKey = openBox(wrapped, from, entryKeyContext(entryId), 'the key of an audit entry');
  return sealBox(entryKey, into, entryKeyContext(entryId));
}

const detailContext = (entryId: string): string => `detail/v1/${entryId}`;
const entryKeyContext = (entryId: string): string => `entry-key/v1/${entryId}`;
