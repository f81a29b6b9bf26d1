import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Two residents in the order in which the fence takes their locks. */
async function sorted(): Promise<[first: string, second: string]> {
  const { rows } = await admin.query<{ id: string }>(
    'SELECT id FROM unnest($1::uuid[]) AS id ORDER BY fence.resident_lock_key(id::text)',
    [[randomUUID(), randomUUID()]],
  );
  return [rows[0]!.id, rows[1]!.id];
}

/** What touching these in turn, in one transaction, is answered. */
async function touching(...turns: readonly (readonly string[])[]): Promise<string> {
  await admin.query('BEGIN');
  try {
    for (const residents of turns) await admin.query('SELECT fence.touch_residents_v1($1::uuid[])', [residents]);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await admin.query('ROLLBACK');
  }
}

describe('the order of residents’ locks', () => {
  it('is kept: one whose lock is not held yet cannot be gone back to', async () => {
    const [first, second] = await sorted();
    expect(await touching([second], [first])).toBe('55000');
    expect(await touching([first], [second])).toBe('done');
  });

  it('lets a transaction touch again whomever it holds', async () => {
    const [first, second] = await sorted();
    expect(await touching([second, first], [first], [second], [first, second])).toBe('done');
    const [third, fourth] = await sorted();
    expect(await touching([fourth], [fourth, third])).toBe('55000');
  });

  it('counts a lock of another transaction as nobody’s', async () => {
    const [first, second] = await sorted();
    const other = new pg.Client({ connectionString: database.adminUrl });
    await other.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT fence.touch_residents_v1($1::uuid[])', [[first]]);
      expect(await touching([second], [first])).toBe('55000');
    } finally {
      await other.end();
    }
  });
});
