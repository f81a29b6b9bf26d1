import { rowsOf, type SqlExecutor } from '../sql.js';

/** Every stream hashes to one of these (messaging.shard_of). */
export const SHARDS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Who may lead which shard. */
export interface ShardLocks {
  /** Of the shards wanted, those that this connection now leads, until it closes. Never waits. */
  acquire(connection: SqlExecutor, wanted: readonly number[]): Promise<number[]>;
}

/** One leader per shard in the whole database, by session advisory lock: it falls with the connection, however that ends. */
export class AdvisoryShardLocks implements ShardLocks {
  /** `lockClass`: the first int of the two-int form, one for each kind of leader, and known to `fence.lead_v1`. */
  constructor(private readonly lockClass: number) {}

  async acquire(connection: SqlExecutor, wanted: readonly number[]): Promise<number[]> {
    const sql = 'SELECT s AS shard FROM fence.lead_v1($2, $1::int[]) AS s';
    return rowsOf<{ shard: number }>(await connection.query(sql, [wanted, this.lockClass])).map((row) => row.shard);
  }
}
