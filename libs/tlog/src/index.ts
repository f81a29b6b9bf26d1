export { canonicalJson } from './canonical-json.js';
export { checkConsistency, checkInclusion, rootFromInclusion } from './check-proof.js';
export { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint.js';
export { decodeBundle, encodeBundle, MAX_ENTRY_BYTES } from './entry-bundle.js';
export { growTree, type GrownTree, type StoredTile } from './grow-tree.js';
export { EMPTY_ROOT, HASH_SIZE, leafHash, nodeHash, sha256 } from './hash.js';
export { consistencyProof, inclusionProof, treeRoot } from './make-proof.js';
export { rowRoot, TileSet, tilesRead, type NodeSource } from './node-source.js';
export { generateSignerKey, parseSigner, parseVerifier, type NoteSigner, type NoteVerifier } from './note-key.js';
export { openNote, signNote, type OpenedNote } from './signed-note.js';
export {
  allTiles,
  bundlePath,
  edgeTiles,
  encodeTileIndex,
  parseTileIndex,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  type TileCoordinates,
} from './tile-coordinates.js';
export { TlogError, type TlogFault } from './tlog-error.js';
export { checkTlogProof, formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.js';
