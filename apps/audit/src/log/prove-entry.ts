import { Injectable } from '@nestjs/common';
import { formatTlogProof, inclusionProof, leafHash, signNote } from '#libs/tlog';
import { AuditPool } from '../storage/audit-pool.js';
import { leafBytes, leafTime, type Leaf } from './leaf.js';
import { LogReader } from './log-reader.js';
import { LogSigner } from './log-signer.js';

/** First line of a promise. Its second line is a uuid, so no promise can ever be read as a checkpoint. */
const PROMISE = 'consent-broker/promise@v1';

export type EntryProof =
  /** C2SP tlog-proof under the newest checkpoint. */
  | { readonly state: 'proved'; readonly proof: string }
  /** Not yet under a checkpoint that may be read: the log's signed word that this leaf will be, within the merge delay. */
  | { readonly state: 'promised'; readonly promise: string };

/** Proves that an entry is in the log, or promises it. Says nothing about who may ask: the caller has settled that. */
@Injectable()
export class ProveEntry {
  constructor(
    private readonly database: AuditPool,
    private readonly log: LogReader,
    private readonly key: LogSigner,
  ) {}

  /** Undefined for an id that is neither staged nor sequenced. */
  async prove(id: string): Promise<EntryProof | undefined> {
    const promise = await this.promise(id);
    const sql = 'SELECT idx, leaf FROM audit.entry WHERE id = $1';
    const [entry] = await this.database.rows<{ idx: string; leaf: Buffer }>(sql, [id]);
    if (!entry) return promise === undefined ? undefined : { state: 'promised', promise };
    const checkpoint = await this.log.newestCheckpoint();
    const index = Number(entry.idx);
    // In the tree, under a checkpoint that nobody may read yet (ADR 22): it is promised a moment longer.
    if (!checkpoint || checkpoint.size <= index)
      return { state: 'promised', promise: this.word(id, leafHash(entry.leaf)) };
    const hashes = await this.log.compute((source) => inclusionProof(source, index, checkpoint.size));
    return { state: 'proved', proof: formatTlogProof({ index, hashes, checkpoint: checkpoint.note }) };
  }

  /** Looked for before the entry: one that is sequenced in between is then found there, and never in neither place. */
  private async promise(id: string): Promise<string | undefined> {
    const [leaf] = await this.database.rows<Leaf>(
      `SELECT id, ${leafTime('at')} AS time, bundle, encode(detail_hash, 'hex') AS detail FROM audit.staging WHERE id = $1`,
      [id],
    );
    if (!leaf) return undefined;
    return this.word(id, leafHash(leafBytes(leaf)));
  }

  private word(id: string, hash: Buffer): string {
    return signNote(`${PROMISE}\n${id}\n${hash.toString('base64')}\n`, [this.key.signer]);
  }
}
