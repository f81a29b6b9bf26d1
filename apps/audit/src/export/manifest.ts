import { openNote, sha256, signNote, TlogError, type NoteSigner, type NoteVerifier } from '#libs/tlog';
import type { DetailScope, ExportFile } from './export-file.js';

/** Where it stands in an export, after every other file. */
export const MANIFEST = 'manifest';
/** The first line of what is signed: never a checkpoint's, which is the log's origin. */
const FORMAT = 'consent-broker-log-manifest/2';

/** What an export says of itself. */
export interface ManifestHead {
  readonly size: number;
  readonly exportedAt: string;
  /** Whose sealed details came along. */
  readonly details: DetailScope;
}

export interface ManifestLine {
  /** SHA-256 of the file, hex. */
  readonly hash: string;
  /** Lines of the file; 0 where it has none to count. */
  readonly lines: number;
}

export interface Manifest extends ManifestHead {
  readonly files: ReadonlyMap<string, ManifestLine>;
}

const NEWLINE = 10;
const countLines = (bytes: Buffer): number => bytes.reduce((count, byte) => (byte === NEWLINE ? count + 1 : count), 0);
/** Only what is read by lines is counted by them. */
const isInLines = (path: string): boolean => /^(detail|checkpoints|place-facts)\//.test(path);

/**
 * Passes an export's files on, and after them the manifest that names each with its hash, signed by the log's key: without it
 * nobody could tell a file that was left out, or a detail that was cut off, from one that never came along. The key itself is
 * not named: it is trusted from elsewhere or not at all.
 */
export async function* withManifest(
  files: AsyncIterable<ExportFile>,
  head: ManifestHead,
  signer: NoteSigner,
): AsyncGenerator<ExportFile> {
  const lines = [FORMAT, signer.name, JSON.stringify(head)];
  for await (const file of files) {
    const { path, bytes } = file;
    if (path !== 'vkey')
      lines.push(`${sha256(bytes).toString('hex')} ${isInLines(path) ? countLines(bytes) : 0} ${path}`);
    yield file;
  }
  yield { path: MANIFEST, bytes: Buffer.from(signNote(`${lines.join('\n')}\n`, [signer])) };
}

/** Opens a manifest under a trusted key; throws TlogError where it is not one, or not signed by it. */
export function openManifest(note: string, verifier: NoteVerifier): Manifest {
  const { text } = openNote(note, [verifier]);
  const [format, origin, head, ...lines] = text.slice(0, -1).split('\n');
  if (format !== FORMAT || origin !== verifier.name || head === undefined)
    throw new TlogError('malformed', 'it is no manifest of this log');
  const files = lines.map((line): [string, ManifestLine] => {
    const [, hash, count, path] = /^([0-9a-f]{64}) ([0-9]+) (.+)$/.exec(line) ?? [];
    if (hash === undefined) throw new TlogError('malformed', 'a line of the manifest names no file');
    return [path!, { hash, lines: Number(count) }];
  });
  return { ...(JSON.parse(head) as ManifestHead), files: new Map(files) };
}
