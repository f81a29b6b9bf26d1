import { Injectable } from '@nestjs/common';
import { encodeBundle, HASH_SIZE, TILE_WIDTH, TileSet, tilesRead, type NodeSource } from '#libs/tlog';
import { AuditPool } from '../storage/audit-pool.js';

export interface NewestCheckpoint {
  readonly size: number;
  readonly note: string;
}

/** Reads what has been committed to the log: all of it is signed, none of it changes any more. */
@Injectable()
export class LogReader {
  constructor(private readonly database: AuditPool) {}

  /** Undefined only before the first sequencer of a new place has led. */
  async newestCheckpoint(): Promise<NewestCheckpoint | undefined> {
    const sql = 'SELECT size, note FROM audit.checkpoint WHERE published_at IS NOT NULL ORDER BY size DESC LIMIT 1';
    const [row] = await this.database.rows<{ size: string; note: string }>(sql);
    return row && { size: Number(row.size), note: row.note };
  }

  /** Exactly `width` hashes, or undefined where the log is not that far: a stored tile serves every narrower one. */
  async tile(level: number, index: number, width: number): Promise<Buffer | undefined> {
    const sql = 'SELECT hashes FROM audit.tile WHERE level = $1 AND idx = $2';
    const [row] = await this.database.rows<{ hashes: Buffer }>(sql, [level, index]);
    return row && row.hashes.length >= width * HASH_SIZE ? row.hashes.subarray(0, width * HASH_SIZE) : undefined;
  }

  /** The entry bundle beside level-0 tile `index`, or undefined where the log is not that far. */
  async bundle(index: number, width: number): Promise<Buffer | undefined> {
    const from = index * TILE_WIDTH;
    const sql = 'SELECT leaf FROM audit.entry WHERE idx >= $1 AND idx < $2 ORDER BY idx';
    const rows = await this.database.rows<{ leaf: Buffer }>(sql, [from, from + width]);
    return rows.length === width ? encodeBundle(rows.map((row) => row.leaf)) : undefined;
  }

  /** Runs a computation over the tree, having fetched the tiles that it reads in one statement. */
  async compute<T>(computation: (source: NodeSource) => T): Promise<T> {
    const needed = tilesRead(computation);
    const rows = await this.database.rows<{ level: number; idx: string; hashes: Buffer }>(
      `SELECT t.level, t.idx, t.hashes FROM audit.tile t
         JOIN unnest($1::int[], $2::bigint[]) AS n (level, idx) ON t.level = n.level AND t.idx = n.idx`,
      [needed.map((tile) => tile.level), needed.map((tile) => tile.index)],
    );
    const tiles = new TileSet();
    for (const row of rows) tiles.put(row.level, Number(row.idx), row.hashes);
    return computation(tiles);
  }
}
