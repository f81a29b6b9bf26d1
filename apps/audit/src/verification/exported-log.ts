import {
  allTiles,
  bundlePath,
  decodeBundle,
  HASH_SIZE,
  leafHash,
  openCheckpoint,
  sha256,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  type NoteVerifier,
} from '#libs/tlog';
import { MANIFEST, openManifest, type Manifest } from '../export/manifest.js';
import type { ExportFolder } from './export-folder.js';
import type { Finding } from './finding.js';

export interface SignedHead {
  readonly size: number;
  readonly root: Buffer;
  /** As the export says; not signed. */
  readonly signedAt: string;
}

export interface ExportedEntry {
  readonly hash: Buffer;
  /** The leaf's fields where it is the JSON that it should be. */
  readonly id: string | undefined;
  readonly detail: string | undefined;
}

export interface ExportedDetail {
  readonly id: string;
  readonly hash: string;
  readonly file: string;
  readonly line: number;
}

/** What details name of the place. */
export interface ExportedPlaceFact {
  readonly name: string;
  /** SHA-256 of what it says. */
  readonly hash: string;
  /** The entry that says that it was stored. */
  readonly entry: string;
  readonly file: string;
  readonly line: number;
}

/** An export as read: everything that could be read, and findings for what could not. */
export interface ExportedLog {
  /** The size that the newest good checkpoint signs. */
  readonly size: number;
  /** Good checkpoints, smallest first. */
  readonly heads: readonly SignedHead[];
  readonly entries: readonly ExportedEntry[];
  /** By `level/index`. */
  readonly tiles: ReadonlyMap<string, Buffer>;
  /** The sealed details that came along. */
  readonly details: readonly ExportedDetail[];
  readonly placeFacts: readonly ExportedPlaceFact[];
  /** What the export says of itself, signed; null where it is missing or not to be trusted. */
  readonly manifest: Manifest | null;
  /** SHA-256 (hex) of every file there is, by its path. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** Reads an export under a trusted key. Throws only where there is nothing to check against: no good checkpoint at all. */
export function readExport(folder: ExportFolder, verifier: NoteVerifier): ExportedLog {
  const findings: Finding[] = [];
  const heads = readHeads(folder, verifier, findings);
  const size = heads.at(-1)?.size;
  if (size === undefined) throw new Error(`no checkpoint in ${folder.path} is signed by ${verifier.name}`);
  const expected = new Set<string>();
  const take = (path: string): Buffer | undefined => {
    expected.add(path);
    const bytes = folder.read(path);
    if (!bytes) findings.push({ kind: 'missing-file', file: path, message: `${path} is missing` });
    return bytes;
  };
  const tiles = new Map<string, Buffer>();
  for (const tile of allTiles(size)) {
    const bytes = take(tilePath(tile));
    if (bytes && bytes.length !== tile.width * HASH_SIZE) {
      findings.push({
        kind: 'tile',
        file: tilePath(tile),
        message: `${tilePath(tile)} is not ${tile.width} hashes long`,
      });
    }
    if (bytes) tiles.set(`${tile.level}/${tile.index}`, bytes);
  }
  const entries: ExportedEntry[] = [];
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const path = bundlePath(index, tileWidth(0, index, size));
    const bytes = take(path);
    try {
      if (bytes) entries.push(...decodeBundle(bytes).map(readEntry));
    } catch (error) {
      findings.push({ kind: 'unreadable', file: path, message: `${path}: ${(error as Error).message}` });
    }
  }
  for (const path of folder.list('tile')) {
    if (!expected.has(path))
      findings.push({ kind: 'unexpected-file', file: path, message: `${path} is no part of a log of ${size} entries` });
  }
  const manifest = readManifest(folder, verifier, findings);
  const details = readDetails(folder, findings);
  const placeFacts = readPlaceFacts(folder);
  const files = new Map(folder.list('.').map((path) => [path, sha256(folder.read(path)!).toString('hex')]));
  return { size, heads, entries, tiles, details, placeFacts, manifest, files, findings };
}

/** Every checkpoint, the newest also from its own file; a bad one is a finding and no evidence. */
function readHeads(folder: ExportFolder, verifier: NoteVerifier, findings: Finding[]): SignedHead[] {
  const note = folder.read('checkpoint')?.toString('utf8') ?? '';
  const newest = { file: 'checkpoint', line: 1, value: { size: 'newest', note, signedAt: 'unknown' } };
  const heads: SignedHead[] = [];
  for (const { file, line, value } of [newest, ...folder.lines('checkpoints')]) {
    const of = value === undefined ? `in line ${line} of ${file}` : String(value['size']);
    try {
      const { size, root } = openCheckpoint(String(value?.['note']), verifier);
      heads.push({ size, root, signedAt: String(value?.['signedAt']) });
    } catch (error) {
      findings.push({ kind: 'checkpoint', file, message: `checkpoint ${of}: ${(error as Error).message}` });
    }
  }
  // The newest stands twice, in its own file and among all; two roots of one size both stay, so that one is found wrong.
  const distinct = new Map(heads.map((head) => [`${head.size} ${head.root.toString('base64')}`, head]));
  return [...distinct.values()].sort((a, b) => a.size - b.size);
}

function readEntry(leaf: Buffer): ExportedEntry {
  const hash = leafHash(leaf);
  try {
    const { id, detail } = JSON.parse(leaf.toString('utf8')) as Record<string, unknown>;
    return { hash, id: asText(id), detail: asText(detail) };
  } catch {
    return { hash, id: undefined, detail: undefined };
  }
}

function readManifest(folder: ExportFolder, verifier: NoteVerifier, findings: Finding[]): Manifest | null {
  const note = folder.read(MANIFEST)?.toString('utf8');
  if (note === undefined) {
    const message = 'the manifest is missing: what else is missing cannot be told';
    findings.push({ kind: 'missing-file', file: MANIFEST, message });
    return null;
  }
  try {
    return openManifest(note, verifier);
  } catch (error) {
    const message = `the manifest is not the one that was signed (${(error as Error).message}): what is missing cannot be told`;
    findings.push({ kind: 'manifest', file: MANIFEST, message });
    return null;
  }
}

/** A line that was changed until it can no longer be read is the one of the entry whose id still stands in it, if one does. */
function readDetails(folder: ExportFolder, findings: Finding[]): ExportedDetail[] {
  return Array.from(folder.lines('detail')).flatMap(({ file, line, text, value }) => {
    const { id, sealed } = value ?? {};
    if (typeof id === 'string' && typeof sealed === 'string')
      return [{ id, hash: sha256(Buffer.from(sealed, 'base64')).toString('hex'), file, line }];
    const named = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0];
    if (named !== undefined) return [{ id: named, hash: 'unreadable', file, line }];
    findings.push({ kind: 'unreadable', file, message: `line ${line} of ${file} is no sealed detail any more` });
    return [];
  });
}

/** One that cannot be read any more is none that its name says. */
const readPlaceFacts = (folder: ExportFolder): ExportedPlaceFact[] =>
  Array.from(folder.lines('place-facts')).map(({ file, line, value }) => ({
    name: asText(value?.['name']) ?? 'unreadable',
    hash: sha256(Buffer.from(asText(value?.['text']) ?? '')).toString('hex'),
    entry: asText(value?.['entry']) ?? 'unreadable',
    file,
    line,
  }));

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
