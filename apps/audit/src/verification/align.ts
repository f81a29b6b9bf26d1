import type { Finding } from './finding.js';

/** What the log holds at a place; `hash` decides, `label` (an id) is only for people. */
export interface Placed {
  readonly hash: Buffer;
  readonly label?: string | undefined;
}

/**
 * Lays the entries beside the leaf hashes that were signed and names each difference at the place where it stands in the
 * signed order. What stands there and was never signed, and what was signed and is nowhere, tell an insertion, a removal
 * and an edit apart; where both exist elsewhere, the order was changed.
 */
export function align(signed: readonly Buffer[], found: readonly Placed[]): Finding[] {
  const findings: Finding[] = [];
  const foundHashes = found.map((entry) => entry.hash);
  const foreign = surplus(foundHashes, signed);
  const missing = surplus(signed, foundHashes);
  let at = 0;
  let next = 0;
  while (at < signed.length && next < found.length) {
    const same = signed[at]!.equals(foundHashes[next]!);
    const inserted = !same && foreign[next]! && !missing[at]!;
    const removed = !same && !foreign[next]! && missing[at]!;
    if (inserted) findings.push(insertion(at, found[next]!));
    else if (removed) findings.push(removal(at));
    else if (!same) findings.push(foreign[next] ? edit(at, found[next]!) : disorder(at));
    if (!inserted) at += 1;
    if (!removed) next += 1;
  }
  for (; next < found.length; next++) findings.push(foreign[next] ? insertion(at, found[next]!) : disorder(at));
  return [...findings, ...rest(at, signed.length, missing)];
}

/** Signed places after the last entry: cut off, unless some of them stand elsewhere. */
function rest(at: number, end: number, missing: readonly boolean[]): Finding[] {
  if (at === end) return [];
  const tail = missing.slice(at, end);
  if (!tail.every(Boolean)) return tail.map((gone, offset) => (gone ? removal(at + offset) : disorder(at + offset)));
  const message = `the entries end before entry ${at}: ${end - at} were cut off`;
  return [{ kind: 'truncated', entry: at, interval: [at, end], message }];
}

const removal = (at: number): Finding => ({ kind: 'removed', entry: at, message: `entry ${at} was removed` });
const insertion = (at: number, entry: Placed): Finding => ({
  kind: 'inserted',
  entry: at,
  message: `an entry was inserted before entry ${at}${named(entry)}`,
});
const edit = (at: number, entry: Placed): Finding => ({
  kind: 'edited',
  entry: at,
  message: `entry ${at} was edited${named(entry)}`,
});
const disorder = (at: number): Finding => ({
  kind: 'reordered',
  entry: at,
  message: `entry ${at} is not in its place: the order was changed`,
});
const named = (entry: Placed): string => (entry.label ? ` (what stands there calls itself ${entry.label})` : '');

/** Which hashes of `list` occur there more often than in `other`, in order: the later ones of equals. */
function surplus(list: readonly Buffer[], other: readonly Buffer[]): boolean[] {
  const left = new Map<string, number>();
  for (const hash of other) left.set(keyOf(hash), (left.get(keyOf(hash)) ?? 0) + 1);
  return list.map((hash) => {
    const count = left.get(keyOf(hash)) ?? 0;
    left.set(keyOf(hash), count - 1);
    return count <= 0;
  });
}

const keyOf = (hash: Buffer): string => hash.toString('base64');
