import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { freshValue } from './fresh-value.js';
import { copiedIndex } from './indexes.js';
import { SameRows } from './same-rows.js';

describe('the same rows again', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.adminUrl });
    await pool.query(`CREATE SCHEMA told; CREATE TABLE told.row (id uuid, version integer DEFAULT 1, said text NOT NULL, body bytea, PRIMARY KEY (id, version));
      CREATE INDEX by_said ON told.row (said) WHERE said <> ''; INSERT INTO told.row (id, said) VALUES (gen_random_uuid(), 'before')`);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const write = async (): Promise<number> => {
    await pool.query(
      "INSERT INTO told.row (id, said, body) SELECT gen_random_uuid(), 'kept', '\\xff00' FROM generate_series(1, 6)",
    );
    return 3;
  };

  it('are those alone that were written meanwhile, in as many as an item is of, with ids of their own and the indexes', async () => {
    const rows = await SameRows.of(pool, ['told.row'], write);
    expect(rows.perItem).toEqual({ 'told.row': 2 });
    const { operations, perSecond } = await rows.measure({ callers: 2, seconds: 0.2, items: 5 });
    const written = await pool.query<{ said: string; body: Buffer }>(
      'SELECT DISTINCT said, body FROM bench."told.row"',
    );
    expect(written.rows).toEqual([{ said: 'kept', body: Buffer.from([0xff, 0]) }]);
    const counted = await pool.query<{ rows: number; ids: number }>(
      'SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM bench."told.row"',
    );
    expect(counted.rows[0]).toEqual({ rows: operations! * 2, ids: operations! * 2 });
    expect(perSecond).toBeGreaterThan(0);
    const indexes = await pool.query("SELECT FROM pg_indexes WHERE schemaname = 'bench' AND tablename = 'told.row'");
    expect(indexes.rowCount).toBe(2);
  });

  it('begin anew with each measure', async () => {
    const rows = await SameRows.of(pool, ['told.row'], write);
    await rows.measure({ callers: 1, seconds: 0.1, items: 1 });
    const { operations } = await rows.measure({ callers: 1, seconds: 0.1, items: 1 });
    const counted = await pool.query<{ rows: number }>('SELECT count(*)::int AS rows FROM bench."told.row"');
    expect(counted.rows[0]!.rows).toBe(operations! * 2);
  });

  it('have each index as often as the table, and none that refuses a row', () =>
    expect(copiedIndex('CREATE UNIQUE INDEX row_pkey ON told.row USING btree (id)', 'told.row', 0)).toBe(
      'CREATE INDEX "told.row_0" ON bench."told.row" USING btree (id)',
    ));

  it('say anew what tells rows apart, and nothing else', () => {
    const id = 'c56a4180-65aa-42ec-a945-5fd21dec0538';
    expect(freshValue(id)).not.toBe(id);
    expect(Number(freshValue('17'))).toBeLessThan(2 ** 31);
    expect([freshValue('NM-ACUTE'), freshValue(null)]).toEqual(['NM-ACUTE', null]);
  });
});
