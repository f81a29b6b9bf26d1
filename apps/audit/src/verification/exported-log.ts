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

/** An export as read: everything that could be read, and findings for what could not. */
export interface ExportedLog {
  /** The size that the newest good checkpoint signs. */
  readonly size: number;
  /** Good checkpoints, smallest first. */
  readonly heads: readonly SignedHead[];
  readonly entries: readonly ExportedEntry[];
  /** By `level/index`. */
  readonly tiles: ReadonlyMap<string, Buffer>;
  /** Hash of each sealed detail that came along, by entry id. */
  readonly details: readonly { id: string; hash: string }[];
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
    if (!bytes) findings.push({ kind: 'missing-file', message: `${path} is missing` });
    return bytes;
  };
  const tiles = new Map<string, Buffer>();
  for (const tile of allTiles(size)) {
    const bytes = take(tilePath(tile));
    if (bytes && bytes.length !== tile.width * HASH_SIZE) {
      findings.push({ kind: 'tile', message: `${tilePath(tile)} is not ${tile.width} hashes long` });
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
      findings.push({ kind: 'unreadable', message: `${path}: ${(error as Error).message}` });
    }
  }
  for (const path of folder.list('tile')) {
    if (!expected.has(path))
      findings.push({ kind: 'unexpected-file', message: `${path} is no part of a log of ${size} entries` });
  }
  return { size, heads, entries, tiles, details: readDetails(folder), findings };
}

/** Every checkpoint, the newest also from its own file; a bad one is a finding and no evidence. */
function readHeads(folder: ExportFolder, verifier: NoteVerifier, findings: Finding[]): SignedHead[] {
  const newest = { size: 'newest', note: folder.read('checkpoint')?.toString('utf8') ?? '', signedAt: 'unknown' };
  const heads: SignedHead[] = [];
  for (const line of [newest, ...folder.lines('checkpoints')]) {
    try {
      const { size, root } = openCheckpoint(String(line.note), verifier);
      heads.push({ size, root, signedAt: String(line.signedAt) });
    } catch (error) {
      findings.push({ kind: 'checkpoint', message: `checkpoint ${String(line.size)}: ${(error as Error).message}` });
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

function readDetails(folder: ExportFolder): { id: string; hash: string }[] {
  return Array.from(folder.lines('detail'), (line) => ({
    id: String(line.id),
    hash: sha256(Buffer.from(String(line.sealed), 'base64')).toString('hex'),
  }));
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
