import { HASH_SIZE, nodeHash } from './hash.js';
import { TILE_HEIGHT, TILE_WIDTH, type TileCoordinates } from './tile-coordinates.js';
import { TlogError } from './tlog-error.js';

/** Answers the root of the perfect subtree of 2^height leaves that starts at leaf `index` · 2^height. */
export interface NodeSource {
  node(height: number, index: number): Buffer;
}

/** The tile in which a perfect subtree is found, and how wide it has to be for that. */
export function tileOfNode(height: number, index: number): TileCoordinates {
  const level = Math.floor(height / TILE_HEIGHT);
  const span = 2 ** (height % TILE_HEIGHT);
  const first = index * span;
  return { level, index: Math.floor(first / TILE_WIDTH), width: (first % TILE_WIDTH) + span };
}

/** Tiles in memory; the levels between tiles are hashed when asked for. Throws `missing-tile` for what it was not given. */
export class TileSet implements NodeSource {
  private readonly tiles = new Map<string, Buffer>();

  put(level: number, index: number, hashes: Buffer): void {
    if (hashes.length === 0 || hashes.length % HASH_SIZE !== 0 || hashes.length > TILE_WIDTH * HASH_SIZE) {
      throw new TlogError('malformed', `tile ${level}/${index} is not 1 to 256 hashes long`);
    }
    this.tiles.set(`${level}/${index}`, hashes);
  }

  get(level: number, index: number): Buffer | undefined {
    return this.tiles.get(`${level}/${index}`);
  }

  node(height: number, index: number): Buffer {
    const { level, index: tile, width } = tileOfNode(height, index);
    const hashes = this.get(level, tile);
    if (!hashes || hashes.length < width * HASH_SIZE) {
      throw new TlogError('missing-tile', `tile ${level}/${tile} is not held ${width} hashes wide`);
    }
    const span = 2 ** (height % TILE_HEIGHT);
    return rowRoot(hashes.subarray((width - span) * HASH_SIZE, width * HASH_SIZE));
  }
}

/** Root of a perfect subtree from its bottom row (a power of two of hashes): of a full tile, its hash one level up. */
export function rowRoot(row: Buffer): Buffer {
  if (row.length === HASH_SIZE) return row;
  const half = row.length / 2;
  return nodeHash(rowRoot(row.subarray(0, half)), rowRoot(row.subarray(half)));
}

/** Which tiles a computation reads, widest need each, so that they can be fetched at once before it runs for real. */
export function tilesRead(compute: (source: NodeSource) => unknown): TileCoordinates[] {
  const needed = new Map<string, TileCoordinates>();
  const placeholder = Buffer.alloc(HASH_SIZE);
  compute({
    node(height, index) {
      const tile = tileOfNode(height, index);
      const known = needed.get(`${tile.level}/${tile.index}`);
      if (!known || known.width < tile.width) needed.set(`${tile.level}/${tile.index}`, tile);
      return placeholder;
    },
  });
  return [...needed.values()];
}
