import type { SignedHead } from './exported-log.js';
import { RunningRoot } from './running-root.js';

export interface ReplayedHeads {
  /** Entries up to here are as signed. */
  readonly goodUpTo: number;
  /** The first checkpoint that these leaves do not lead to, if any. */
  readonly firstBad: SignedHead | undefined;
}

/** Computes the root at the size of every checkpoint, smallest first, and stops at the first that differs. */
export function replayHeads(leaves: readonly Buffer[], heads: readonly SignedHead[]): ReplayedHeads {
  const tree = new RunningRoot();
  let size = 0;
  let goodUpTo = 0;
  for (const head of heads) {
    for (; size < head.size && size < leaves.length; size++) tree.add(leaves[size]!);
    if (size !== head.size || !tree.root().equals(head.root)) return { goodUpTo, firstBad: head };
    goodUpTo = head.size;
  }
  return { goodUpTo, firstBad: undefined };
}
