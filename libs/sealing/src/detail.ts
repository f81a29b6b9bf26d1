import { randomBytes } from 'node:crypto';
import type { Json, ToJson } from '#libs/domain';
import { sha256 } from '#libs/tlog';
import { pad, unpad } from './padding.js';
import { pack } from './packed/pack.js';
import { isPacked, type PlaceFactOf, unpack } from './packed/unpack.js';
import { KEY_BYTES, openBox, sealBox } from './sealed-box.js';
import { SealingError } from './sealing-error.js';

export interface SealedDetail {
  /** One of SEALED_SIZES long. */
  readonly sealed: Buffer;
  /** SHA-256 of `sealed`, the only trace of the detail in the log. */
  readonly hash: Buffer;
  /** The entry's own key under the holder's data key. */
  readonly wrappedEntryKey: Buffer;
  /** Names of the facts of the place that the detail rests on. */
  readonly placeFacts: readonly string[];
}

/**
 * Seals what a replay of the entry needs (request, facts, outcome) under a key of its own, and that key under the holder's
 * data key; both are bound to the entry id. Erasing the data key makes it unreadable and leaves its hash true.
 */
export function sealDetail(detail: ToJson, dataKey: Buffer, entryId: string): SealedDetail {
  const entryKey = randomBytes(KEY_BYTES);
  const { bytes, placeFacts } = pack(detail);
  const sealed = sealBox(pad(bytes), entryKey, detailContext(entryId));
  const wrappedEntryKey = sealBox(entryKey, dataKey, entryKeyContext(entryId));
  return { sealed, hash: sha256(sealed), wrappedEntryKey, placeFacts };
}

/** A detail that is no longer sealed. What it only names of the place is put back where it stood. */
export class OpenDetail {
  constructor(private readonly bytes: Buffer) {}

  /** What it names, each once: none in entries of before release 0.5, which say it all themselves. */
  get placeFacts(): readonly string[] {
    const names = new Set<string>();
    if (isPacked(this.bytes)) unpack(this.bytes, (name) => (names.add(name), {}));
    return [...names];
  }

  /** Throws `unreadable` where it names one and nobody says what stands there. */
  read(placeFact: PlaceFactOf = nobodySays): Json {
    return isPacked(this.bytes) ? unpack(this.bytes, placeFact) : (JSON.parse(this.bytes.toString('utf8')) as Json);
  }
}

/** Throws `unreadable` when the holder's key is not (or no longer) the one that sealed it, or a byte was changed. */
export function openDetail(
  { sealed, wrappedEntryKey }: Pick<SealedDetail, 'sealed' | 'wrappedEntryKey'>,
  dataKey: Buffer,
  entryId: string,
): OpenDetail {
  const entryKey = openBox(wrappedEntryKey, dataKey, entryKeyContext(entryId), 'the key of an audit entry');
  const padded = openBox(sealed, entryKey, detailContext(entryId), 'the detail of an audit entry');
  return new OpenDetail(unpad(padded));
}

/** The entry's own key under another holder's data key: the detail, its hash and all that proves it stay as they are. Throws as `openDetail`. */
export function rewrapEntryKey(wrapped: Buffer, from: Buffer, into: Buffer, entryId: string): Buffer {
  const entryKey = openBox(wrapped, from, entryKeyContext(entryId), 'the key of an audit entry');
  return sealBox(entryKey, into, entryKeyContext(entryId));
}

function nobodySays(): never {
  throw new SealingError('unreadable', 'the detail of an audit entry names facts of the place');
}
const detailContext = (entryId: string): string => `detail/v1/${entryId}`;
const entryKeyContext = (entryId: string): string => `entry-key/v1/${entryId}`;
