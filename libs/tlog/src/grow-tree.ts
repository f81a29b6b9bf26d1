import { HASH_SIZE } from './hash.js';
import { treeRoot } from './make-proof.js';
import { rowRoot, TileSet } from './node-source.js';
import { edgeTiles, hashesAtLevel, TILE_WIDTH, tileWidth } from './tile-coordinates.js';
import { TlogError } from './tlog-error.js';
import { requireCount } from './tree-size.js';

export interface StoredTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer;
}

export interface GrownTree {
  readonly size: number;
  readonly root: Buffer;
  /** Tiles that are new or wider than before, each whole; a stored tile only ever grows to the right. */
  readonly changed: readonly StoredTile[];
}

/**
 * Appends leaf hashes to a tree of which only the edge (`edgeTiles(size)`) is at hand. Pure: the caller stores what
 * changed and the new size together, or neither. Wider tiles than the size says are cut to it, never trusted.
 */
export function growTree(edge: readonly StoredTile[], size: number, leaves: readonly Buffer[]): GrownTree {
  requireCount(size, 'tree size');
  const tiles = new TileSet();
  for (const { level, index, width } of edgeTiles(size)) {
    const held = edge.find((tile) => tile.level === level && tile.index === index)?.hashes;
    if (!held || held.length < width * HASH_SIZE) {
      throw new TlogError(
        'missing-tile',
        `edge tile ${level}/${index} of a tree of ${size} is not ${width} hashes wide`,
      );
    }
    tiles.put(level, index, held.subarray(0, width * HASH_SIZE));
  }
  const grown = size + leaves.length;
  const changed: StoredTile[] = [];
  let fresh: readonly Buffer[] = leaves;
  for (let level = 0; fresh.length > 0; level++) {
    const start = hashesAtLevel(level, size);
    const full: Buffer[] = [];
    for (let index = Math.floor(start / TILE_WIDTH); index * TILE_WIDTH < start + fresh.length; index++) {
      const before = tiles.get(level, index) ?? Buffer.alloc(0);
      const width = tileWidth(level, index, grown);
      const skip = index * TILE_WIDTH + before.length / HASH_SIZE - start;
      const added = fresh.slice(skip, skip + width - before.length / HASH_SIZE);
      const hashes = Buffer.concat([before, ...added]);
      tiles.put(level, index, hashes);
      changed.push({ level, index, hashes });
      if (width === TILE_WIDTH) full.push(rowRoot(hashes));
    }
    fresh = full;
  }
  return { size: grown, root: treeRoot(tiles, grown), changed };
}
