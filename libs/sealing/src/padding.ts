import { BOX_OVERHEAD } from './sealed-box.js';
import { SealingError } from './sealing-error.js';

/**
 * Sizes of a sealed detail in bytes: the only thing about it that its length tells (domain 1.15, "No tells"). The first holds a look's
 * whatever it hides (a detail of the demo has 370 to 630 bytes, a directive 50 of them); eight of that size fill a page of the database.
 */
export const SEALED_SIZES = [960, 4096, 16_384, 65_536] as const;
const LENGTH_BYTES = 4;

/** Length, content, zeros, so that the sealed box comes out at one of SEALED_SIZES. Throws `too-large` above the largest. */
export function pad(content: Buffer): Buffer {
  const room = (size: number): number => size - BOX_OVERHEAD - LENGTH_BYTES;
  const size = SEALED_SIZES.find((candidate) => content.length <= room(candidate));
  if (size === undefined) throw new SealingError('too-large', `a detail has at most ${room(SEALED_SIZES[3])} bytes`);
  const padded = Buffer.alloc(size - BOX_OVERHEAD);
  padded.writeUInt32BE(content.length);
  content.copy(padded, LENGTH_BYTES);
  return padded;
}

export function unpad(padded: Buffer): Buffer {
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + padded.readUInt32BE(0));
}
