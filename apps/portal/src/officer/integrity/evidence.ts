import { bundlePath, decodeBundle, openCheckpoint, parseTlogProof, parseVerifier, TILE_WIDTH } from '#libs/tlog';
import type { Client } from '#libs/client';

/** What shows that one entry stands in the log: its proof, and the leaf that was hashed. */
export interface EntryEvidence {
  readonly id: string;
  /** As in the entry: the leaf must say the same. */
  readonly time: string;
  readonly proof: string;
  readonly leaf: string;
}

/** What is checked. `entry` is undefined where only the checkpoint is; null where the entry is not in the tree yet. */
export interface Evidence {
  readonly vkey: string;
  readonly checkpoint: string;
  readonly entry: EntryEvidence | null | undefined;
}

const NOT_YET = 202;

export async function readHead(broker: Client): Promise<Pick<Evidence, 'vkey' | 'checkpoint'>> {
  const [vkey, checkpoint] = await Promise.all([broker.text('/log/vkey'), broker.text('/log/checkpoint')]);
  return { vkey: vkey.body.trim(), checkpoint: checkpoint.body };
}

/** Null while the entry waits to be written into the tree: two seconds at most. */
export async function readEntryEvidence(
  broker: Client,
  vkey: string,
  { id, time }: { readonly id: string; readonly time: string },
): Promise<EntryEvidence | null> {
  const { body: proof, response } = await broker.text('/api/audit/v1/entries/{id}/proof', { path: { id } });
  if (response.status === NOT_YET) return null;
  return { id, time, proof, leaf: await readLeaf(broker, vkey, proof) };
}

/** The leaf as the log itself gives it (C2SP tlog-tiles): the entry bundle beside the tile in which the proof places it. */
async function readLeaf(broker: Client, vkey: string, proof: string): Promise<string> {
  const { index, checkpoint } = parseTlogProof(proof);
  const { size } = openCheckpoint(checkpoint, parseVerifier(vkey));
  const tile = Math.floor(index / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, size - tile * TILE_WIDTH);
  const path = bundlePath(tile, width).replace('tile/entries/', '');
  const leaves = decodeBundle(Buffer.from(await broker.bytes('/log/tile/entries/{path}', { path: { path } })));
  return (leaves[index % TILE_WIDTH] ?? Buffer.alloc(0)).toString('utf8');
}
