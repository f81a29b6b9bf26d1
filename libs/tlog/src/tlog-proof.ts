import { decodeBase64 } from './base64.js';
import { checkInclusion } from './check-proof.js';
import { openCheckpoint, type Checkpoint } from './checkpoint.js';
import { HASH_SIZE, leafHash } from './hash.js';
import type { NoteVerifier } from './note-key.js';
import { TlogError } from './tlog-error.js';

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 leaves has paths of 53 hashes. */
const MAX_HASHES = 64;

/** C2SP tlog-proof: everything that an offline check of one entry needs, but the entry and the public key. */
export interface TlogProof {
  readonly index: number;
  readonly hashes: readonly Buffer[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
  /** Unauthenticated; never trust it. */
  readonly extra?: Buffer;
}

export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [HEADER, ...(extra ? [`extra ${extra.toString('base64')}`] : []), `index ${index}`];
  return `${[...lines, ...hashes.map((hash) => hash.toString('base64'))].join('\n')}\n\n${checkpoint}`;
}

/** Throws `malformed` with the line at fault. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(split, 0)).split('\n');
  if (lines.shift() !== HEADER)
    throw new TlogError('malformed', `a proof begins with ${HEADER} and holds a checkpoint`);
  const extra = lines[0]?.startsWith('extra ') ? decodeBase64(lines.shift()!.slice(6), 'the extra line') : undefined;
  const index = Number(/^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '')?.[1] ?? NaN);
  if (!Number.isSafeInteger(index)) throw new TlogError('malformed', 'a proof names its index in decimal');
  if (lines.length > MAX_HASHES) throw new TlogError('malformed', `a proof has at most ${MAX_HASHES} hashes`);
  const hashes = lines.map((line) => decodeBase64(line, 'a proof line'));
  if (hashes.some((hash) => hash.length !== HASH_SIZE))
    throw new TlogError('malformed', 'a proof line is one 32-byte hash');
  return { index, hashes, checkpoint: text.slice(split + 2), ...(extra ? { extra } : {}) };
}

/** Checks that `entry` is in the log of `verifier` as the proof says; returns where. Throws what is wrong. */
export function checkTlogProof(
  entry: Uint8Array,
  text: string,
  verifier: NoteVerifier,
): { index: number; checkpoint: Checkpoint } {
  const proof = parseTlogProof(text);
  const checkpoint = openCheckpoint(proof.checkpoint, verifier);
  checkInclusion(leafHash(entry), proof.index, checkpoint, proof.hashes);
  return { index: proof.index, checkpoint };
}
