import { createHash } from 'node:crypto';

/**
 * RFC 6962 2.1 written straight from its text, over whole entries, for the specs: slow, and sharing no code with the
 * tiles, so that the two can only agree by both being right.
 */
export function naiveRoot(entries: readonly Uint8Array[]): Buffer {
  if (entries.length === 0) return createHash('sha256').digest();
  if (entries.length === 1) return digest(0, entries[0]!);
  const k = split(entries.length);
  return digest(1, naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

export function naivePath(m: number, entries: readonly Uint8Array[]): Buffer[] {
  if (entries.length <= 1) return [];
  const k = split(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return m < k ? [...naivePath(m, left), naiveRoot(right)] : [...naivePath(m - k, right), naiveRoot(left)];
}

export function naiveSubproof(m: number, entries: readonly Uint8Array[], whole = true): Buffer[] {
  if (m === entries.length) return whole ? [] : [naiveRoot(entries)];
  const k = split(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  return m <= k
    ? [...naiveSubproof(m, left, whole), naiveRoot(right)]
    : [...naiveSubproof(m - k, right, false), naiveRoot(left)];
}

function split(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

function digest(prefix: number, ...parts: Uint8Array[]): Buffer {
  const sum = createHash('sha256').update(Buffer.from([prefix]));
  for (const part of parts) sum.update(part);
  return sum.digest();
}
