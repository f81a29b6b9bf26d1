import { HASH_SIZE, rowRoot, TILE_WIDTH } from '#libs/tlog';
import { align } from './align.js';
import type { Check } from './check.js';
import { matchesManifest } from './matches-manifest.js';
import type { ExportedLog } from './exported-log.js';
import type { Finding } from './finding.js';
import { replayHeads } from './replay-heads.js';

/** Did everything read well? (missing, cut and surplus files; checkpoints with a bad signature) */
export const readsWell: Check = (log) => [...log.findings];

/**
 * Do the entries lead to the root of every checkpoint? Where not, the level-0 tiles still may, and then the entry is
 * named; where an attacker rewrote the tiles too, the interval between the two checkpoints around the change is.
 */
export const entriesLeadToHeads: Check = (log) => {
  const found = log.entries.map((entry) => entry.hash);
  const byEntries = replayHeads(found, log.heads);
  if (!byEntries.firstBad && found.length === log.size) return [];
  const tiled = tiledLeaves(log);
  if (tiled.length === log.size && !replayHeads(tiled, log.heads).firstBad) {
    return align(
      tiled,
      log.entries.map(({ hash, id }) => ({ hash, label: id })),
    );
  }
  const bad = byEntries.firstBad;
  if (!bad)
    return [{ kind: 'inserted', entry: log.size, message: `there are entries beyond the ${log.size} that are signed` }];
  const interval = [byEntries.goodUpTo, bad.size] as const;
  if (found.length < bad.size) {
    const message = `only ${found.length} entries stand where the checkpoint of ${bad.signedAt} signs ${bad.size}`;
    return [{ kind: 'truncated', interval, message }];
  }
  const message =
    `entries ${interval[0]} to ${interval[1] - 1} are not those that were signed at ${bad.signedAt}: ` +
    'the history between these two checkpoints was rewritten';
  return [{ kind: 'rewritten', interval, message }];
};

/**
 * Does each tile follow from the full tiles below it, and at the bottom from the entries? Where the entries themselves are
 * wrong, the question above has said so, and the bottom tiles are what it measured them by.
 */
export const tilesFollow: Check = (log) => {
  const findings: Finding[] = [];
  const entriesHold = !replayHeads(
    log.entries.map((entry) => entry.hash),
    log.heads,
  ).firstBad;
  for (const [name, hashes] of log.tiles) {
    const [level, index] = name.split('/').map(Number) as [number, number];
    for (let place = 0; place * HASH_SIZE < hashes.length; place++) {
      const below = index * TILE_WIDTH + place;
      const expected = level > 0 ? fullTileRoot(log, level - 1, below) : entriesHold && log.entries[below]?.hash;
      if (expected && !expected.equals(hashAt(hashes, place))) {
        findings.push({ kind: 'tile', message: `tile ${name} has another hash at ${place} than what it stands for` });
        break;
      }
    }
  }
  return findings;
};

/** Is every entry the JSON that it should be, under an id of its own? */
export const entriesAreSound: Check = (log) => {
  const first = new Map<string, number>();
  return log.entries.flatMap(({ id }, entry): Finding[] => {
    if (id === undefined) return [{ kind: 'unreadable', entry, message: `entry ${entry} is not a leaf of this log` }];
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, entry);
    return earlier === undefined
      ? []
      : [{ kind: 'twice', entry, message: `entry ${entry} repeats the id of entry ${earlier}` }];
  });
};

/** Is each sealed detail that came along the one whose hash is in its entry? */
export const detailsMatch: Check = (log) => {
  const places = new Map(log.entries.map((entry, place) => [entry.id, { entry, place }]));
  return log.details.flatMap(({ id, hash, file, line }): Finding[] => {
    const known = places.get(id);
    const at = `line ${line} of ${file}`;
    if (!known) return [{ kind: 'detail', file, message: `${at} names entry ${id}, which is not in the log` }];
    if (known.entry.detail === hash) return [];
    const message = `the sealed detail of entry ${known.place} (${id}) was changed: ${at}`;
    return [{ kind: 'detail', entry: known.place, file, message }];
  });
};

/** Is what details name of the place what its name says, and was it stored with an entry of its own? */
export const placeFactsMatch: Check = (log) => {
  const ids = new Set(log.entries.map(({ id }) => id));
  return log.placeFacts.flatMap(({ name, hash, entry, file, line }): Finding[] => {
    const at = `line ${line} of ${file}`;
    if (name !== hash) return [{ kind: 'place-fact', file, message: `the fact of the place at ${at} was changed` }];
    if (ids.has(entry)) return [];
    return [{ kind: 'place-fact', file, message: `the fact of the place at ${at} has no entry in the log` }];
  });
};

/** Does the log contain every checkpoint that somebody kept elsewhere? Only this finds a cut or rewritten log that is whole in itself. */
export const containsHeld: Check = (log, held) =>
  held.flatMap((head): Finding[] => {
    if (head.size > log.size) {
      const message = `the log has ${log.size} entries, but a checkpoint kept elsewhere signs ${head.size}: it was cut or rolled back`;
      return [{ kind: 'rolled-back', interval: [log.size, head.size], message }];
    }
    if (log.heads.some((own) => own.size === head.size && own.root.equals(head.root))) return [];
    const hashes = log.entries.map((entry) => entry.hash);
    if (!replayHeads(hashes, [head]).firstBad) return [];
    const message = `the first ${head.size} entries are not those of the checkpoint kept elsewhere: history was rewritten`;
    return [{ kind: 'rewritten', interval: [0, head.size], message }];
  });

/** In this order; later ones say more where earlier ones are silent. */
export const CHECKS: readonly Check[] = [
  readsWell,
  entriesLeadToHeads,
  tilesFollow,
  entriesAreSound,
  detailsMatch,
  placeFactsMatch,
  matchesManifest,
  containsHeld,
];

function tiledLeaves(log: ExportedLog): Buffer[] {
  const leaves: Buffer[] = [];
  for (let index = 0; index * TILE_WIDTH < log.size; index++) {
    const hashes = log.tiles.get(`0/${index}`) ?? Buffer.alloc(0);
    for (let place = 0; place * HASH_SIZE < hashes.length; place++) leaves.push(hashAt(hashes, place));
  }
  return leaves;
}

function fullTileRoot(log: ExportedLog, level: number, index: number): Buffer | undefined {
  const hashes = log.tiles.get(`${level}/${index}`);
  return hashes?.length === TILE_WIDTH * HASH_SIZE ? rowRoot(hashes) : undefined;
}

const hashAt = (hashes: Buffer, place: number): Buffer => hashes.subarray(place * HASH_SIZE, (place + 1) * HASH_SIZE);
