import { hash } from 'node:crypto';

export const HASH_SIZE = 32;

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** Root of the tree without leaves: RFC 6962 2.1, SHA-256 of nothing. */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** RFC 6962 2.1: SHA-256(0x00 || entry). The prefix keeps a leaf from passing for an inner node. */
export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.concat([LEAF, entry]));
}

/** RFC 6962 2.1: SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([NODE, left, right]));
}
