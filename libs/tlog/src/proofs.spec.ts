import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { naivePath, naiveRoot, naiveSubproof } from './testing/naive-tree.js';
import { checkConsistency, checkInclusion } from './check-proof.js';
import { growTree, type StoredTile } from './grow-tree.js';
import { leafHash } from './hash.js';
import { consistencyProof, inclusionProof, treeRoot } from './make-proof.js';
import { TileSet, tilesRead } from './node-source.js';

const MAX = 700;
const ENTRIES = Array.from({ length: MAX }, (_, index) => Buffer.from(`entry ${index}`));

/** Grows a tree batch by batch, keeping only stored tiles between batches, as the sequencer does. */
function grow(batches: readonly number[], entries = ENTRIES) {
  const stored = new Map<string, StoredTile>();
  let size = 0;
  let root = growTree([], 0, []).root;
  for (const batch of batches) {
    const grown = growTree([...stored.values()], size, entries.slice(size, size + batch).map(leafHash));
    for (const tile of grown.changed) stored.set(`${tile.level}/${tile.index}`, tile);
    ({ size, root } = grown);
  }
  const tiles = new TileSet();
  for (const tile of stored.values()) tiles.put(tile.level, tile.index, tile.hashes);
  return { tiles, size, root };
}

describe('growing by tiles', () => {
  it('reaches the naive root whatever the batches', () => {
    const batches = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 });
    fc.assert(
      fc.property(batches, (sizes) => {
        const capped = sizes.reduce<number[]>(
          (kept, n) => [...kept, Math.min(n, MAX - kept.reduce((a, b) => a + b, 0))],
          [],
        );
        const { size, root } = grow(capped);
        expect(root.equals(naiveRoot(ENTRIES.slice(0, size)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('crosses two levels of tiles (65,536 + 300 leaves) one edge at a time', () => {
    const leaves = Array.from({ length: 65_836 }, (_, index) => Buffer.from(`${index}`));
    const inOne = grow([65_836], leaves);
    const inMany = grow([1, 255, 1, 65_279, 1, 299], leaves);
    expect(inMany.root.equals(inOne.root)).toBe(true);
    expect(inMany.root.equals(naiveRoot(leaves))).toBe(true);
    expect(inMany.tiles.get(2, 0)).toHaveLength(32);
    const proof = inclusionProof(inMany.tiles, 65_535, inMany.size);
    expect(() => checkInclusion(leafHash(leaves[65_535]!), 65_535, inMany, proof)).not.toThrow();
  });

  it('refuses an edge that is narrower than the size says, and cuts one that is wider', () => {
    const { root } = grow([5]);
    const whole = growTree([], 0, ENTRIES.slice(0, 5).map(leafHash)).changed;
    const narrow = whole.map((tile) => ({ ...tile, hashes: tile.hashes.subarray(32) }));
    expect(() => growTree(narrow, 5, [])).toThrow('not 5 hashes wide');
    expect(growTree(whole, 3, ENTRIES.slice(3, 5).map(leafHash)).root.equals(root)).toBe(true);
  });
});

describe('proofs', () => {
  const { tiles } = grow([MAX]);
  const rootAt = (size: number) => naiveRoot(ENTRIES.slice(0, size));
  const treeAndLeaf = fc.integer({ min: 1, max: MAX }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

  it('are the naive ones, verify, and fail for any other leaf, place, size or root', () => {
    fc.assert(
      fc.property(treeAndLeaf, fc.nat(), ([size, index], pick) => {
        const proof = inclusionProof(tiles, index, size);
        expect(proof).toEqual(naivePath(index, ENTRIES.slice(0, size)));
        const tree = { size, root: rootAt(size) };
        const leaf = leafHash(ENTRIES[index]!);
        expect(() => checkInclusion(leaf, index, tree, proof)).not.toThrow();
        const other = pick % size;
        if (other !== index) expect(() => checkInclusion(leaf, other, tree, proof)).toThrow();
        expect(() => checkInclusion(leafHash(Buffer.from('forged')), index, tree, proof)).toThrow('another root');
        expect(() => checkInclusion(leaf, index, { size, root: rootAt(size + 1) }, [...proof, leaf])).toThrow();
        if (proof.length > 0) expect(() => checkInclusion(leaf, index, tree, proof.slice(1))).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('of consistency are the naive ones, verify, and fail for any change', () => {
    fc.assert(
      fc.property(treeAndLeaf, fc.nat(), ([newSize, oldSize], pick) => {
        const proof = consistencyProof(tiles, oldSize, newSize);
        expect(proof).toEqual(oldSize === 0 ? [] : naiveSubproof(oldSize, ENTRIES.slice(0, newSize)));
        const older = { size: oldSize, root: rootAt(oldSize) };
        const newer = { size: newSize, root: rootAt(newSize) };
        expect(() => checkConsistency(older, newer, proof)).not.toThrow();
        expect(() => checkConsistency(older, newer, [...proof, older.root])).toThrow('not shown to extend');
        if (proof.length === 0) return;
        const changed = proof.map((hash, place) => (place === pick % proof.length ? randomBytes(32) : hash));
        expect(() => checkConsistency(older, newer, changed)).toThrow('not shown to extend');
        expect(() => checkConsistency(older, newer, proof.slice(1))).toThrow('not shown to extend');
        expect(() => checkConsistency({ ...older, root: randomBytes(32) }, newer, proof)).toThrow('not shown');
      }),
      { numRuns: 50 },
    );
  });

  it('of consistency refuse a shrunk tree and a fork at the same size', () => {
    const tree = { size: 7, root: rootAt(7) };
    expect(() => checkConsistency(tree, { size: 6, root: rootAt(6) }, [])).toThrow('smaller');
    expect(() => checkConsistency(tree, { size: 7, root: randomBytes(32) }, [])).toThrow('another root');
    expect(() => consistencyProof(tiles, 7, 6)).toThrow('cannot contain');
    expect(() => checkConsistency({ size: 0, root: randomBytes(32) }, tree, [])).toThrow('empty tree');
  });

  it('need exactly the tiles that tilesRead foretells', () => {
    fc.assert(
      fc.property(treeAndLeaf, ([size, index]) => {
        const needed = tilesRead((source) => [treeRoot(source, size), inclusionProof(source, index, size)]);
        const few = new TileSet();
        for (const { level, index: tile, width } of needed) {
          few.put(level, tile, tiles.get(level, tile)!.subarray(0, width * 32));
        }
        expect(treeRoot(few, size).equals(rootAt(size))).toBe(true);
        expect(inclusionProof(few, index, size)).toEqual(inclusionProof(tiles, index, size));
      }),
      { numRuns: 40 },
    );
    expect(() => treeRoot(new TileSet(), 3)).toThrow('not held');
  });

  it('refuse a leaf beyond the tree', () => {
    expect(() => inclusionProof(tiles, 5, 5)).toThrow('leaf 5 is not in a tree of 5');
    expect(() => checkInclusion(rootAt(1), 1, { size: 1, root: rootAt(1) }, [])).toThrow('not in a tree');
  });
});
