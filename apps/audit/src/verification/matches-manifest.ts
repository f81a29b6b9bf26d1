import { parseTileIndex, TILE_WIDTH } from '#libs/tlog';
import { MANIFEST } from '../export/manifest.js';
import type { Check } from './check.js';
import type { ExportedLog } from './exported-log.js';
import type { Finding } from './finding.js';

/** Is every file there that the log's key has signed for, as it was, and no other? Without a manifest, nobody can say. */
export const matchesManifest: Check = (log) => {
  const { manifest, files, size } = log;
  if (manifest === null) return [];
  const findings: Finding[] = [];
  if (manifest.size !== size) {
    const message = `the manifest is of a log of ${manifest.size} entries, the newest checkpoint signs ${size}`;
    findings.push({ kind: 'manifest', file: MANIFEST, message });
  }
  for (const [file, { hash, lines }] of manifest.files) {
    const found = files.get(file);
    if (found === hash) continue;
    if (found === undefined) findings.push(...missing(log, file, lines));
    else
      findings.push({
        kind: 'changed-file',
        file,
        message: `${file} is not as it was exported${cut(log, file, lines)}`,
      });
  }
  for (const file of files.keys()) {
    if (file === MANIFEST || file === 'vkey' || manifest.files.has(file) || file.startsWith('tile/')) continue;
    findings.push({ kind: 'unexpected-file', file, message: `${file} did not come with the export` });
  }
  return findings;
};

/** Tiles are missed by their own question. A file of details holds those of the entries of one bundle. */
function missing(log: ExportedLog, file: string, lines: number): Finding[] {
  if (file.startsWith('tile/')) return [];
  const kind = 'missing-file';
  if (!file.startsWith('detail/')) return [{ kind, file, message: `${file} is missing` }];
  const [from, to] = entriesOf(log, file);
  const message = `${file} is missing: ${lines} sealed details of entries ${from} to ${to - 1}`;
  return [{ kind, file, interval: [from, to], message }];
}

/** Lines that are gone: which entries' they were shows where an export holds every detail. */
function cut(log: ExportedLog, file: string, lines: number): string {
  if (!file.startsWith('detail/')) return '';
  const left = log.details.filter((detail) => detail.file === file);
  if (left.length >= lines) return '';
  const [from, to] = entriesOf(log, file);
  const told = new Set(left.map(({ id }) => id));
  const gone = log.entries
    .slice(from, to)
    .flatMap(({ id }, at) => (id === undefined || told.has(id) ? [] : [from + at]));
  const whose = lines === to - from ? `: of entries ${gone.join(', ')}` : ` of entries ${from} to ${to - 1}`;
  return `: ${lines - left.length} of ${lines} sealed details are gone${whose}`;
}

function entriesOf({ size }: ExportedLog, file: string): readonly [number, number] {
  const { index } = parseTileIndex(file.slice('detail/'.length));
  return [index * TILE_WIDTH, Math.min(size, (index + 1) * TILE_WIDTH)];
}
