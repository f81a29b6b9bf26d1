import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  formatTlogProof,
  generateSignerKey,
  growTree,
  inclusionProof,
  leafHash,
  parseSigner,
  signCheckpoint,
  TileSet,
} from '#libs/tlog';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PORTAL_FOLDER } from '../../portal-folder.js';
import { checkEvidence, type Finding } from './check-evidence.js';
import type { EntryEvidence, Evidence } from './evidence.js';

type Check = (claim: Partial<EntryEvidence> & Omit<Evidence, 'entry'>) => Promise<Finding[]>;

const ALL = ['head', 'proof', 'entry', 'inclusion'];
const signer = parseSigner(generateSignerKey('log.example/place'));
const stranger = parseSigner(generateSignerKey('log.example/place'));

/** Honest evidence of one entry in a log of a size. */
function evidence(index: number, size: number, by = signer): Evidence & { readonly entry: EntryEvidence } {
  const leaves = Array.from({ length: size }, (_, at) => leafOf(at));
  const tiles = new TileSet();
  const grown = growTree(
    [],
    0,
    leaves.map((leaf) => leafHash(Buffer.from(leaf))),
  );
  for (const { level, index: place, hashes } of grown.changed) tiles.put(level, place, hashes);
  const checkpoint = signCheckpoint({ origin: by.name, size, root: grown.root }, by);
  const proof = formatTlogProof({ index, hashes: inclusionProof(tiles, index, size), checkpoint });
  return { vkey: signer.vkey, checkpoint, entry: { ...idOf(index), proof, leaf: leaves[index]! } };
}

const idOf = (at: number): { id: string; time: string } => ({ id: `entry-${at}`, time: `2026-11-22T14:03:${at}Z` });
const leafOf = (at: number): string => JSON.stringify({ bundle: null, detail: 'ab', ...idOf(at) });

/** Another character of the same alphabet in the middle of a text, or after a mark. */
function flipped(text: string, after = ''): string {
  const from = after === '' ? Math.floor(text.length / 2) : text.indexOf(after) + after.length;
  const place = text.slice(from).search(/[A-Za-z0-9]/) + from;
  return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
}

describe.each(['the portal', 'the browser'])('evidence of the log, checked by %s', (by) => {
  let inBrowser: Check;

  beforeAll(async () => {
    // Without a page about it, the browser's module does nothing by itself.
    const module = (await import(pathToFileURL(join(PORTAL_FOLDER, 'browser', 'verify.mjs')).href)) as { check: Check };
    inBrowser = module.check;
  });

  const failing = async (claim: Evidence): Promise<string[]> => {
    const { entry, ...head } = claim;
    const found = by === 'the portal' ? checkEvidence(claim) : await inBrowser({ ...head, ...entry });
    expect(found.map(({ step }) => step)).toEqual(entry ? ALL : ['head']);
    return found.filter((finding) => !finding.holds).map(({ step }) => step);
  };
  const withEntry = (claim: ReturnType<typeof evidence>, entry: Partial<EntryEvidence>): Evidence => ({
    ...claim,
    entry: { ...claim.entry, ...entry },
  });

  it.each([
    [0, 1],
    [0, 2],
    [4, 5],
    [6, 7],
    [5, 8],
    [255, 256],
    [256, 257],
    [100, 300],
  ])('holds of entry %i in a log of %i', async (index, size) => {
    expect(await failing(evidence(index, size))).toEqual([]);
  });

  it('holds of a checkpoint alone', async () => {
    expect(await failing({ ...evidence(0, 3), entry: undefined })).toEqual([]);
  });

  it('does not hold of a checkpoint with a flipped character, or by another key', async () => {
    const honest = evidence(3, 7);
    expect(await failing({ ...honest, checkpoint: flipped(honest.checkpoint, '\n7\n') })).toEqual(['head']);
    expect(await failing({ ...honest, checkpoint: flipped(honest.checkpoint, `— ${signer.name} `) })).toEqual(['head']);
    expect(await failing(evidence(3, 7, stranger))).toEqual(['head', 'proof', 'inclusion']);
    expect(await failing({ ...honest, checkpoint: '' })).toEqual(['head']);
  });

  it('does not hold of a key whose hash is not its own', async () => {
    const honest = evidence(3, 7);
    expect(await failing({ ...honest, vkey: flipped(honest.vkey, '+') })).toEqual(['head', 'proof', 'inclusion']);
  });

  it('does not hold of a path with a flipped character', async () => {
    const honest = evidence(3, 7);
    const proof = flipped(honest.entry.proof, 'index 3\n');
    expect(await failing(withEntry(honest, { proof }))).toEqual(['inclusion']);
  });

  it('does not hold of another place, a path too short, or too long', async () => {
    const honest = evidence(3, 7);
    const { proof } = honest.entry;
    const [first] = proof.split('\n').slice(2);
    for (const wrong of [
      proof.replace('index 3', 'index 2'),
      proof.replace('index 3', 'index 99'),
      proof.replace(`${first}\n`, ''),
      proof.replace(`${first}\n`, `${first}\n${first}\n`),
    ]) {
      expect(await failing(withEntry(honest, { proof: wrong }))).toEqual(['inclusion']);
    }
  });

  it('does not hold of an entry that was altered, or of another one', async () => {
    const honest = evidence(3, 7);
    expect(await failing(withEntry(honest, { leaf: flipped(honest.entry.leaf, '"detail":"') }))).toEqual(['inclusion']);
    expect(await failing(withEntry(honest, { leaf: leafOf(4) }))).toEqual(['entry', 'inclusion']);
    expect(await failing(withEntry(honest, { id: 'entry-4' }))).toEqual(['entry']);
    expect(await failing(withEntry(honest, { leaf: 'no json' }))).toEqual(['entry', 'inclusion']);
  });

  it('does not hold of what is no proof', async () => {
    expect(await failing(withEntry(evidence(3, 7), { proof: 'no proof' }))).toEqual(['proof', 'inclusion']);
  });
});
