import pg from 'pg';

/** The least that a transaction must offer: a pg client, a TypeORM EntityManager and a QueryRunner all do. */
export interface SqlExecutor {
  query(sql: string, params?: unknown[]): Promise<unknown>;
}

/**
 * One explicit transaction: commits when the work resolves, rolls back when it rejects. `UnitOfWork` of
 * `#libs/persistence` is one; `PoolTransactions` is one over a plain pool.
 */
export interface Transactions<Tx extends SqlExecutor = SqlExecutor> {
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** pg resolves with `{ rows }`, TypeORM with the rows, or with `[rows, count]` after an UPDATE or DELETE. */
export function rowsOf<Row>(result: unknown): Row[] {
  if (!Array.isArray(result)) return (result as { rows: Row[] }).rows;
  return (Array.isArray(result[0]) ? result[0] : result) as Row[];
}

/** A statement that is asked again and again. */
export interface Statement {
  /** Under which a pool's sessions, which are long, keep it prepared. */
  readonly name: string;
  readonly text: string;
}

/** The rows of a statement, asked of a pool or in a transaction. */
export async function askRows<Row extends object>(
  on: SqlExecutor,
  { name, text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  if (on instanceof pg.Pool) return (await on.query<Row>({ name, text, values })).rows;
  return rowsOf<Row>(await on.query(text, values));
}
