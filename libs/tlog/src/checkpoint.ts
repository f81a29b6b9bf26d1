import { decodeBase64 } from './base64.js';
import { HASH_SIZE } from './hash.js';
import type { NoteSigner, NoteVerifier } from './note-key.js';
import { openNote, signNote } from './signed-note.js';
import { TlogError } from './tlog-error.js';

/** A tree head: C2SP tlog-checkpoint without extension lines, which monitors cannot audit. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Reads the text of a checkpoint; later lines are extensions and are ignored. Throws `malformed`. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, count, hash, ...rest] = text.split('\n');
  const root = decodeBase64(hash ?? '', 'the root of a checkpoint');
  const size = Number(count);
  const extensions = rest.slice(0, -1);
  if (!origin || !/^(0|[1-9]\d*)$/.test(count ?? '') || !Number.isSafeInteger(size) || root.length !== HASH_SIZE) {
    throw new TlogError('malformed', 'a checkpoint is an origin, a decimal tree size and a root hash, one a line');
  }
  if (rest.at(-1) !== '' || extensions.includes(''))
    throw new TlogError('malformed', 'a checkpoint has no empty lines');
  return { origin, size, root };
}

export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  return signNote(formatCheckpoint(checkpoint), [signer]);
}

/**
 * Opens a signed checkpoint of the log that `verifier` names. The log's key name is its origin: a checkpoint of another
 * log under the same key is refused, so heads of two logs can never be compared by mistake.
 */
export function openCheckpoint(note: string, verifier: NoteVerifier): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, [verifier]).text);
  if (checkpoint.origin !== verifier.name) {
    throw new TlogError('bad-signature', `the checkpoint is of ${checkpoint.origin}, not of ${verifier.name}`);
  }
  return checkpoint;
}
