import { TILE_WIDTH } from './tile-coordinates.js';
import { TlogError } from './tlog-error.js';

const LENGTH_BYTES = 2;
/** The length prefix is a uint16: C2SP tlog-tiles, "Log entries". */
export const MAX_ENTRY_BYTES = 0xffff;

/** Entries in order, each behind its big-endian uint16 length. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [lengthPrefix(entry), entry]));
}

/** Throws `malformed` on a cut entry, bytes left over, or more entries than a tile has room for. */
export function decodeBundle(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  let at = 0;
  while (at < bundle.length) {
    const start = at + LENGTH_BYTES;
    const end = start <= bundle.length ? start + bundle.readUInt16BE(at) : Infinity;
    if (end > bundle.length) throw new TlogError('malformed', `entry ${entries.length} of the bundle is cut short`);
    entries.push(bundle.subarray(start, end));
    at = end;
  }
  if (entries.length > TILE_WIDTH) throw new TlogError('malformed', `a bundle holds at most ${TILE_WIDTH} entries`);
  return entries;
}

function lengthPrefix(entry: Uint8Array): Buffer {
  if (entry.length > MAX_ENTRY_BYTES)
    throw new TlogError('out-of-range', `an entry has at most ${MAX_ENTRY_BYTES} bytes`);
  const prefix = Buffer.alloc(LENGTH_BYTES);
  prefix.writeUInt16BE(entry.length);
  return prefix;
}
