import {
  CHECKS,
  containsHeld,
  detailsMatch,
  entriesAreSound,
  entriesLeadToHeads,
  placeFactsMatch,
  readsWell,
  tilesFollow,
} from '../../verification/checks.js';
import type { Check } from '../../verification/check.js';
import { matchesManifest } from '../../verification/matches-manifest.js';

const without = (left: Check): Check[] => CHECKS.filter((check) => check !== left);
const instead = (left: Check, faulty: Check): Check[] => CHECKS.map((check) => (check === left ? faulty : check));

/** Verifiers that are wrong on purpose, by the shortcut they take. */
export const BROKEN_VERIFIERS = {
  trustsTheCount: instead(entriesLeadToHeads, (log) =>
    log.entries.length === log.size ? [] : [{ kind: 'truncated', message: 'the count differs' }],
  ),
  onlyTheNewestCheckpoint: instead(entriesLeadToHeads, (log, held) =>
    entriesLeadToHeads({ ...log, heads: log.heads.slice(-1) }, held),
  ),
  believesTheTiles: instead(entriesLeadToHeads, (log, held) => {
    const hashes = [...log.tiles].filter(([name]) => name.startsWith('0/')).map(([, bytes]) => bytes);
    const leaves = hashes.flatMap((tile) =>
      Array.from({ length: tile.length / 32 }, (_, at) => tile.subarray(at * 32, at * 32 + 32)),
    );
    return entriesLeadToHeads(
      { ...log, entries: leaves.map((hash) => ({ hash, id: undefined, detail: undefined })) },
      held,
    );
  }),
  skipsUpperTiles: without(tilesFollow),
  skipsDetails: without(detailsMatch),
  skipsPlaceFacts: without(placeFactsMatch),
  skipsIds: without(entriesAreSound),
  forgivesBadFiles: without(readsWell),
  skipsTheManifest: without(matchesManifest),
  ignoresWhatWasKept: without(containsHeld),
} satisfies Record<string, readonly Check[]>;
