import { requireCount } from './tree-size.js';
import { TlogError } from './tlog-error.js';

/** C2SP tlog-tiles: a tile spans eight levels of the tree. */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** `level` 0 holds leaf hashes; each hash above is the root of a full tile below. `width` < 256 marks a partial tile. */
export interface TileCoordinates {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** How many hashes level `level` has in a tree of `size` leaves: only full tiles are hashed upwards. */
export function hashesAtLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** Width in a tree of `size` leaves of tile (`level`, `index`): 256 when full, 0 when it does not exist. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, hashesAtLevel(level, size) - index * TILE_WIDTH));
}

/** The partial tiles of a tree: what is needed, and enough, to append to it and to compute its root. */
export function edgeTiles(size: number): TileCoordinates[] {
  requireCount(size, 'tree size');
  const edge: TileCoordinates[] = [];
  for (let level = 0; hashesAtLevel(level, size) > 0; level++) {
    const index = Math.floor(hashesAtLevel(level, size) / TILE_WIDTH);
    const width = tileWidth(level, index, size);
    if (width > 0) edge.push({ level, index, width });
  }
  return edge;
}

/** Every tile of a tree, lowest level first: what an export or a mirror holds. */
export function* allTiles(size: number): Generator<TileCoordinates> {
  requireCount(size, 'tree size');
  for (let level = 0; hashesAtLevel(level, size) > 0; level++) {
    for (let index = 0; index * TILE_WIDTH < hashesAtLevel(level, size); index++) {
      yield { level, index, width: tileWidth(level, index, size) };
    }
  }
}

/** `1234067` → `x001/x234/067` (tlog-tiles, "Merkle Tree"). */
export function encodeTileIndex(index: number): string {
  requireCount(index, 'tile index');
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.{3}/g) ?? [];
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
}

const INDEX_AND_WIDTH = /^((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Inverse of `encodeTileIndex` with the optional `.p/<W>`; throws `malformed` on any other spelling of the same tile. */
export function parseTileIndex(path: string): { index: number; width: number } {
  const match = INDEX_AND_WIDTH.exec(path);
  const index = match ? Number(match[1]!.replaceAll(/[x/]/g, '')) : NaN;
  const width = match?.[2] ? Number(match[2]) : TILE_WIDTH;
  const partial = match?.[2] !== undefined;
  if (
    !match ||
    !Number.isSafeInteger(index) ||
    encodeTileIndex(index) !== match[1] ||
    (partial && width >= TILE_WIDTH)
  ) {
    throw new TlogError(
      'malformed',
      'a tile index is x-prefixed groups of three digits, with .p/1 to .p/255 when partial',
    );
  }
  return { index, width };
}

/** Path of a hash tile below the log's prefix. */
export function tilePath({ level, index, width }: TileCoordinates): string {
  return `tile/${level}/${encodeTileIndex(index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Path of the entry bundle beside the level-0 tile of the same index and width. */
export function bundlePath(index: number, width: number): string {
  return `tile/entries/${encodeTileIndex(index)}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}
