import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import { growTree } from './grow-tree.js';
import { leafHash } from './hash.js';
import { inclusionProof } from './make-proof.js';
import { TileSet } from './node-source.js';
import { generateSignerKey, parseSigner } from './note-key.js';
import { checkTlogProof, formatTlogProof, parseTlogProof } from './tlog-proof.js';

const signer = parseSigner(generateSignerKey('log.example'));
const entries = Array.from({ length: 13 }, (_, index) => Buffer.from(`entry ${index}`));
const { root, size, changed } = growTree([], 0, entries.map(leafHash));
const tiles = new TileSet();
for (const tile of changed) tiles.put(tile.level, tile.index, tile.hashes);
const checkpoint = signCheckpoint({ origin: signer.name, size, root }, signer);
const proof = formatTlogProof({ index: 6, hashes: inclusionProof(tiles, 6, size), checkpoint });

/** Any one character replaced, dropped or doubled. */
const changes = (text: string) =>
  fc
    .tuple(fc.nat(text.length - 1), fc.constantFrom('', '0', 'A', '\n', ' ', '=', '+'), fc.boolean())
    .map(([at, piece, keep]) => text.slice(0, at) + piece + text.slice(keep ? at : at + 1))
    .filter((changed) => changed !== text);

describe('any one change to a signed text', () => {
  it('is refused in a checkpoint', () => {
    expect(openCheckpoint(checkpoint, signer).size).toBe(13);
    fc.assert(
      fc.property(changes(checkpoint), (text) => {
        expect(() => openCheckpoint(text, signer)).toThrow();
      }),
      { numRuns: 400 },
    );
  });

  it('is refused in a proof', () => {
    expect(checkTlogProof(entries[6]!, proof, signer).index).toBe(6);
    fc.assert(
      fc.property(changes(proof), (text) => {
        expect(() => checkTlogProof(entries[6]!, text, signer)).toThrow();
      }),
      { numRuns: 400 },
    );
  });
});

describe('proof text', () => {
  it('comes back as it was written, whatever is in it', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    const extra = fc.uint8Array({ minLength: 1, maxLength: 50 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 53 }), fc.option(extra), (index, hashes, note) => {
        const written = { index, hashes, checkpoint, ...(note ? { extra: note } : {}) };
        expect(parseTlogProof(formatTlogProof(written))).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });

  it('with more hashes than any tree has is refused', () => {
    const text = formatTlogProof({ index: 0, hashes: Array.from({ length: 65 }, () => root), checkpoint });
    expect(() => parseTlogProof(text)).toThrow('at most 64 hashes');
  });
});
