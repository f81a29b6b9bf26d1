import { rowsOf, type SqlExecutor } from '../sql.js';

/** Every stream hashes to one of these (messaging.shard_of). */
export const SHARDS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Class of the shards' advisory locks in the two-int form ("msg" in ASCII), away from the fence's. */
const LOCK_CLASS = 0x6d7367;

/** Who may ship which shard. */
export interface ShardLocks {
  /** Of the shards wanted, those that this connection now leads, until it closes. Never waits. */
  acquire(connection: SqlExecutor, wanted: readonly number[]): Promise<number[]>;
}

/** One leader per shard in the whole database, by session advisory lock: it falls with the connection, however that ends. */
export class AdvisoryShardLocks implements ShardLocks {
  async acquire(connection: SqlExecutor, wanted: readonly number[]): Promise<number[]> {
    const sql = 'SELECT s AS shard FROM unnest($1::int[]) AS s WHERE pg_try_advisory_lock($2, s)';
    return rowsOf<{ shard: number }>(await connection.query(sql, [wanted, LOCK_CLASS])).map((row) => row.shard);
  }
}
