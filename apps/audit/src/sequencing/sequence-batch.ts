import type { LeaderSql } from '#libs/persistence';
import { edgeTiles, growTree, leafHash, signCheckpoint, type NoteSigner, type StoredTile } from '#libs/tlog';
import { leafBytes, leafTime } from '../log/leaf.js';

export interface BatchOptions {
  readonly limit: number;
  readonly confirm?: boolean;
  /** The checkpoint may be read only after `audit.publish_v1`; else at once. */
  readonly unpublished?: boolean;
}

export interface SequencedBatch {
  readonly count: number;
  /** Of the log, after the batch. */
  readonly size: number;
}

interface StagedRow {
  readonly id: string;
  readonly time: string;
  readonly bundle: string | null;
  readonly detail: string;
}

/**
 * Moves up to `limit` staged entries into the log and signs the new head. Everything before the last statement only
 * reads, and the last one (`audit.extend_v2`, autocommitted) is all or nothing: a crash at any line loses nothing, leaves
 * no gap and publishes no signature. With nothing staged it does nothing, unless `confirm`: then it signs the unchanged
 * head again, after computing its root anew from the stored tiles.
 */
export async function sequenceBatch(
  db: LeaderSql,
  signer: NoteSigner,
  { limit, confirm = false, unpublished = false }: BatchOptions,
): Promise<SequencedBatch> {
  const from = await readHead(db);
  const staged = await readStaged(db, limit);
  if (staged.length === 0 && !confirm) return { count: 0, size: from };
  const leaves = staged.map(leafBytes);
  const grown = growTree(await readEdge(db, from), from, leaves.map(leafHash));
  const note = signCheckpoint({ origin: signer.name, size: grown.size, root: grown.root }, signer);
  const extend = unpublished ? 'audit.extend_v2' : 'audit.extend_v1';
  await db.query(`SELECT ${extend}($1, $2, $3, $4, $5, $6, $7, $8)`, [
    from,
    staged.map((row) => row.id),
    leaves,
    grown.changed.map((tile) => tile.level),
    grown.changed.map((tile) => tile.index),
    grown.changed.map((tile) => tile.hashes),
    grown.root,
    note,
  ]);
  return { count: staged.length, size: grown.size };
}

async function readHead(db: LeaderSql): Promise<number> {
  const { rows } = await db.query<{ size: string }>('SELECT size FROM audit.head');
  return Number(rows[0]!.size);
}

/** By state, never by cursor: whatever committed late is simply still there next time. */
async function readStaged(db: LeaderSql, limit: number): Promise<StagedRow[]> {
  const { rows } = await db.query<StagedRow>(
    `SELECT id, ${leafTime('at')} AS time, bundle, encode(detail_hash, 'hex') AS detail
       FROM audit.staging ORDER BY at LIMIT $1`,
    [limit],
  );
  return rows;
}

async function readEdge(db: LeaderSql, size: number): Promise<StoredTile[]> {
  const edge = edgeTiles(size);
  const { rows } = await db.query<{ level: number; idx: string; hashes: Buffer }>(
    `SELECT t.level, t.idx, t.hashes FROM audit.tile t
       JOIN unnest($1::int[], $2::bigint[]) AS e (level, idx) ON t.level = e.level AND t.idx = e.idx`,
    [edge.map((tile) => tile.level), edge.map((tile) => tile.index)],
  );
  return rows.map((row) => ({ level: row.level, index: Number(row.idx), hashes: row.hashes }));
}
