import type { Finding } from './finding.js';

/** What the log holds at a place; `hash` decides, `label` (an id) is only for people. */
export interface Placed {
  readonly hash: Buffer;
  readonly label?: string | undefined;
}

/**
 * Lays the entries beside the leaf hashes that were signed and names each difference at the place where it stands in the
 * signed order. Whether a hash still comes later tells a removal or an insertion from an edit, and a swap from all three.
 */
export function align(signed: readonly Buffer[], found: readonly Placed[]): Finding[] {
  const findings: Finding[] = [];
  const signedAhead = countOf(signed);
  const foundAhead = countOf(found.map((entry) => entry.hash));
  let at = 0;
  let next = 0;
  while (at < signed.length && next < found.length) {
    const hash = signed[at]!;
    const entry = found[next]!;
    const wanted = has(signedAhead, entry.hash);
    const present = has(foundAhead, hash);
    const same = hash.equals(entry.hash);
    const inserted = !same && !wanted && present;
    const removed = !same && wanted && !present;
    if (inserted) findings.push(insertion(at, entry));
    else if (removed) findings.push({ kind: 'removed', entry: at, message: `entry ${at} was removed` });
    else if (!same) findings.push(wanted ? disorder(at) : edit(at, entry));
    if (!inserted) take(signedAhead, signed[at++]!);
    if (!removed) take(foundAhead, found[next++]!.hash);
  }
  for (const entry of found.slice(next)) findings.push(insertion(at, entry));
  if (at < signed.length) {
    const message = `the entries end before entry ${at}: ${signed.length - at} were cut off`;
    findings.push({ kind: 'truncated', entry: at, interval: [at, signed.length], message });
  }
  return findings;
}

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

type Counts = Map<string, number>;
const keyOf = (hash: Buffer): string => hash.toString('base64');
const has = (counts: Counts, hash: Buffer): boolean => (counts.get(keyOf(hash)) ?? 0) > 0;
const take = (counts: Counts, hash: Buffer): unknown => counts.set(keyOf(hash), (counts.get(keyOf(hash)) ?? 0) - 1);

function countOf(hashes: readonly Buffer[]): Counts {
  const counts: Counts = new Map();
  for (const hash of hashes) counts.set(keyOf(hash), (counts.get(keyOf(hash)) ?? 0) + 1);
  return counts;
}
