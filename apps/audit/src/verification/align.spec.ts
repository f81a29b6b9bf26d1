import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafHash } from '#libs/tlog';
import { align } from './align.js';

const hashOf = (name: string): Buffer => leafHash(Buffer.from(name));
const signed = Array.from({ length: 30 }, (_, index) => hashOf(`${index}`));
const placed = (hashes: readonly Buffer[]) => hashes.map((hash) => ({ hash }));
const kinds = (found: readonly Buffer[]) => align(signed, placed(found)).map(({ kind, entry }) => [kind, entry]);
const place = fc.nat(29);

describe('aligning entries with what was signed', () => {
  it('finds nothing where nothing was done', () => expect(kinds(signed)).toEqual([]));

  it('names any one edited, removed or inserted entry, and nothing else', () => {
    fc.assert(
      fc.property(place, (at) => {
        expect(kinds(signed.with(at, hashOf('forged')))).toEqual([['edited', at]]);
        expect(kinds(signed.toSpliced(at, 0, hashOf('forged')))).toEqual([['inserted', at]]);
        expect(kinds(signed.toSpliced(at, 0, signed[(at + 7) % 30]!))[0]).toEqual([
          at + 7 < 30 ? 'reordered' : 'inserted',
          at,
        ]);
        expect(kinds(signed.with(at, signed[(at + 1) % 30]!)).length).toBeGreaterThan(0);
        const removed = at === 29 ? 'truncated' : 'removed';
        expect(kinds(signed.toSpliced(at, 1))).toEqual([[removed, at]]);
      }),
    );
  });

  it('names both places of a swap', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        fc.pre(a !== b);
        const found = signed.with(a, signed[b]!).with(b, signed[a]!);
        expect(kinds(found)).toEqual([a, b].sort((x, y) => x - y).map((at) => ['reordered', at]));
      }),
    );
  });

  it('calls a moved stretch out of order, not removed', () => {
    const found = [...signed.slice(10), ...signed.slice(0, 10)];
    expect(new Set(kinds(found).map(([kind]) => kind))).toEqual(new Set(['reordered']));
  });

  it('says from where the end was cut off, and what was put behind it', () => {
    expect(kinds(signed.slice(0, 20))).toEqual([['truncated', 20]]);
    expect(kinds([...signed, hashOf('late')])).toEqual([['inserted', 30]]);
    expect(kinds([])).toEqual([['truncated', 0]]);
  });

  it('never lets a difference pass, whatever was done', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(34), { maxLength: 40 }), (picks) => {
        const found = picks.map((pick) => signed[pick] ?? hashOf(`forged ${pick}`));
        const same = found.length === signed.length && found.every((hash, at) => hash.equals(signed[at]!));
        expect(align(signed, placed(found)).length === 0).toBe(same);
      }),
    );
  });
});
