import type pg from 'pg';
import { inParallel } from '../../town/in-parallel.js';
import { roundOf, type Round } from '../round.js';
import { copyTable, type TableCopy } from './copy-table.js';
import { freshValue } from './fresh-value.js';

export interface RowsLoad {
  readonly callers: number;
  readonly seconds: number;
  /** Written in one transaction: one multi-row INSERT a table. */
  readonly items: number;
}

/**
 * The rows that stay of what the broker did, written again with nothing else around them: the same columns and indexes, no
 * constraint, no trigger, no other statement. What a path costs stands beside it.
 */
export class SameRows {
  private constructor(
    private readonly database: pg.Pool,
    private readonly copies: readonly TableCopy[],
  ) {}

  /** Rows of these tables that were written while `work` ran, which answers with how many items it did. */
  static async of(database: pg.Pool, tables: readonly string[], work: () => Promise<number>): Promise<SameRows> {
    const { rows } = await database.query<{ mark: string }>('SELECT pg_current_xact_id()::text AS mark');
    const items = await work();
    const copies: TableCopy[] = [];
    for (const table of tables) copies.push(await copyTable(database, table, { mark: rows[0]!.mark, items }));
    return new SameRows(database, copies);
  }

  /** How many rows of each table an item is. */
  get perItem(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.copies.map(({ table, rowsPerItem }) => [table, rowsPerItem]));
  }

  /** So many items a transaction by so many callers; an operation is an item. */
  async measure({ callers, seconds, items }: RowsLoad): Promise<Round> {
    await this.clear();
    const durations: number[] = [];
    const began = performance.now();
    await inParallel(Array.from({ length: callers }), callers, async () => {
      const client = await this.database.connect();
      try {
        for (let turn = 0; performance.now() - began < seconds * 1000; turn += 1) {
          const at = performance.now();
          await this.insert(client, items, turn);
          durations.push(performance.now() - at);
        }
      } finally {
        client.release();
      }
    });
    const operations = durations.length * items;
    return { ...roundOf(durations, operations / ((performance.now() - began) / 1000)), operations };
  }

  private async insert(client: pg.PoolClient, items: number, turn: number): Promise<void> {
    await client.query('BEGIN');
    for (const { table, columns, rows, rowsPerItem } of this.copies) {
      const count = Math.round(items * rowsPerItem);
      if (count === 0) continue;
      const values: unknown[] = [];
      for (let at = 0; at < count; at += 1) {
        const row = rows[(turn * count + at) % rows.length]!;
        columns.forEach(({ isOwn }, column) => values.push(isOwn ? freshValue(row[column]) : row[column]));
      }
      await client.query({ name: `rows-${table}-${count}`, text: insertOf(table, columns.length, count), values });
    }
    await client.query('COMMIT');
  }

  private async clear(): Promise<void> {
    for (const { table } of this.copies) await this.database.query(`TRUNCATE bench."${table}"`);
  }
}

function insertOf(table: string, columns: number, rows: number): string {
  const row = (at: number): string =>
    `(${Array.from({ length: columns }, (_, column) => `$${at * columns + column + 1}`).join(',')})`;
  return `INSERT INTO bench."${table}" VALUES ${Array.from({ length: rows }, (_, at) => row(at)).join(',')}`;
}
