import { EMPTY_ROOT, nodeHash } from './hash.js';
import type { NodeSource } from './node-source.js';
import { TlogError } from './tlog-error.js';
import { perfectHeight, requireCount, splitPoint } from './tree-size.js';

/** Root of the first `size` leaves (RFC 6962 2.1, MTH). */
export function treeRoot(source: NodeSource, size: number): Buffer {
  requireCount(size, 'tree size');
  return size === 0 ? EMPTY_ROOT : rangeRoot(source, 0, size);
}

/** Audit path of leaf `index` in the tree of `size` leaves, leaf's sibling first (RFC 6962 2.1.1, PATH). */
export function inclusionProof(source: NodeSource, index: number, size: number): Buffer[] {
  requireCount(size, 'tree size');
  requireCount(index, 'leaf index');
  if (index >= size) throw new TlogError('out-of-range', `leaf ${index} is not in a tree of ${size}`);
  return path(source, index, 0, size);
}

/** Proof that the tree of `newSize` leaves begins with the tree of `oldSize` (RFC 6962 2.1.2, PROOF). */
export function consistencyProof(source: NodeSource, oldSize: number, newSize: number): Buffer[] {
  requireCount(oldSize, 'old tree size');
  requireCount(newSize, 'new tree size');
  if (oldSize > newSize) throw new TlogError('out-of-range', `a tree of ${newSize} cannot contain one of ${oldSize}`);
  return oldSize === 0 || oldSize === newSize ? [] : subproof(source, oldSize, 0, newSize, true);
}

function path(source: NodeSource, index: number, from: number, to: number): Buffer[] {
  if (to - from === 1) return [];
  const middle = from + splitPoint(to - from);
  return index < middle
    ? [...path(source, index, from, middle), rangeRoot(source, middle, to)]
    : [...path(source, index, middle, to), rangeRoot(source, from, middle)];
}

/** `whole` is RFC 6962's b: the old root is known to whoever checks, so it is not repeated in the proof. */
function subproof(source: NodeSource, oldSize: number, from: number, to: number, whole: boolean): Buffer[] {
  if (oldSize === to) return whole ? [] : [rangeRoot(source, from, to)];
  const middle = from + splitPoint(to - from);
  return oldSize <= middle
    ? [...subproof(source, oldSize, from, middle, whole), rangeRoot(source, middle, to)]
    : [...subproof(source, oldSize, middle, to, false), rangeRoot(source, from, middle)];
}

function rangeRoot(source: NodeSource, from: number, to: number): Buffer {
  const width = to - from;
  const height = perfectHeight(width);
  if (height !== undefined) return source.node(height, from / width);
  const middle = from + splitPoint(width);
  return nodeHash(rangeRoot(source, from, middle), rangeRoot(source, middle, to));
}
