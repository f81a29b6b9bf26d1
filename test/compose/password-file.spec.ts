import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, hotPool } from '#libs/persistence';
import { createTestDatabase, TEST_PASSWORD, type TestDatabase } from '#libs/testing';

/** docker-compose.yml gives no app a password in its environment: PostgreSQL's own password file has it. */
describe('a database address without a password', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pgpass-'));
  const file = join(folder, 'pgpass');
  const before = process.env.PGPASSFILE;
  let database: TestDatabase;
  let url: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    const address = new URL(database.urlFor('consent_app'));
    address.password = '';
    url = address.href;
    process.env.PGPASSFILE = file;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.PGPASSFILE;
    else process.env.PGPASSFILE = before;
    rmSync(folder, { recursive: true });
    await database.drop();
  });
  const write = (password: string): void => writeFileSync(file, `*:*:*:consent_app:${password}\n`, { mode: 0o600 });

  it('signs in with the one in the file, on the hot path and beside it', async () => {
    write(TEST_PASSWORD);
    const pool = hotPool(url, 'password-file', () => undefined, 1);
    expect((await pool.query('SELECT current_user AS who')).rows).toEqual([{ who: 'consent_app' }]);
    await pool.end();
    const source = await connect({ url, schema: 'consent', entities: [], poolSize: 1 });
    expect(await source.query('SELECT current_user AS who')).toEqual([{ who: 'consent_app' }]);
    await source.destroy();
  });

  it('is refused with another', async () => {
    write('another');
    const pool = hotPool(url, 'password-file', () => undefined, 1);
    await expect(pool.query('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await pool.end();
  });
});
