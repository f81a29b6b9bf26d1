import { EMPTY_ROOT, HASH_SIZE, nodeHash } from './hash.js';
import { TlogError } from './tlog-error.js';
import { requireCount } from './tree-size.js';

const odd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** The root that an audit path leads to; RFC 9162 2.1.3.2. Throws `bad-proof` where the path's length cannot be right. */
export function rootFromInclusion(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer {
  requireCount(index, 'leaf index');
  requireCount(size, 'tree size');
  if (index >= size) throw new TlogError('bad-proof', `leaf ${index} is not in a tree of ${size}`);
  requireHashes(proof);
  let place = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0) throw new TlogError('bad-proof', 'the inclusion proof is too long for this tree');
    if (odd(place) || place === last) {
      root = nodeHash(sibling, root);
      while (!odd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      root = nodeHash(root, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  if (last !== 0) throw new TlogError('bad-proof', 'the inclusion proof is too short for this tree');
  return root;
}

/** Throws `bad-proof` unless `leaf` stands at `index` of the tree with this size and root. */
export function checkInclusion(
  leaf: Buffer,
  index: number,
  tree: { size: number; root: Buffer },
  proof: readonly Buffer[],
): void {
  if (!rootFromInclusion(leaf, index, tree.size, proof).equals(tree.root)) {
    throw new TlogError('bad-proof', `the inclusion proof of leaf ${index} leads to another root`);
  }
}

/** Throws `bad-proof` unless the newer tree begins with the older one; RFC 9162 2.1.4.2. */
export function checkConsistency(
  older: { size: number; root: Buffer },
  newer: { size: number; root: Buffer },
  proof: readonly Buffer[],
): void {
  requireCount(older.size, 'old tree size');
  requireCount(newer.size, 'new tree size');
  requireHashes(proof);
  const fail = (why: string): never => {
    throw new TlogError(
      'bad-proof',
      `the tree of ${newer.size} is not shown to extend the tree of ${older.size}: ${why}`,
    );
  };
  if (older.size > newer.size) fail('it is smaller');
  if (older.size === newer.size || older.size === 0) {
    if (proof.length > 0) fail('the proof should be empty');
    if (older.size === newer.size && !older.root.equals(newer.root)) fail('same size, another root');
    if (older.size === 0 && !older.root.equals(EMPTY_ROOT)) fail('the empty tree has another root');
    return;
  }
  let place = older.size - 1;
  let last = newer.size - 1;
  while (odd(place)) [place, last] = [half(place), half(last)];
  // A perfect older tree is a node of the newer one: the proof starts from its root, which the checker knows.
  const [seed, rest] = place === 0 ? [older.root, proof] : [proof[0], proof.slice(1)];
  if (!seed) return fail('the proof is empty');
  let oldRoot = seed;
  let newRoot = seed;
  for (const hash of rest) {
    if (last === 0) fail('the proof is too long');
    if (odd(place) || place === last) {
      oldRoot = nodeHash(hash, oldRoot);
      newRoot = nodeHash(hash, newRoot);
      while (!odd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newRoot = nodeHash(newRoot, hash);
    }
    [place, last] = [half(place), half(last)];
  }
  if (last !== 0) fail('the proof is too short');
  if (!oldRoot.equals(older.root)) fail('it leads to another old root');
  if (!newRoot.equals(newer.root)) fail('it leads to another new root');
}

function requireHashes(proof: readonly Buffer[]): void {
  if (proof.some((hash) => hash.length !== HASH_SIZE))
    throw new TlogError('bad-proof', 'a proof is a list of 32-byte hashes');
}
