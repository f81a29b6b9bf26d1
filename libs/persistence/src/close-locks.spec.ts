import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { closeLocks } from './close-locks.js';

const SCHEMAS = ['fence', 'relay', 'policy', 'consent', 'portal'];
const OPENED = `DO $$ DECLARE v regprocedure; BEGIN
  FOR v IN SELECT oid FROM pg_proc WHERE proname ~ '^pg_(try_)?advisory_' LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', v);
  END LOOP; END $$`;

let database: TestDatabase;
let admin: pg.Client;
let portal: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  portal = new pg.Client({ connectionString: database.urlFor('portal_app') });
  await Promise.all([admin.connect(), portal.connect()]);
});
afterAll(async () => {
  await Promise.all([admin.end(), portal.end()]);
  await database.drop();
});

const take = (): Promise<unknown> => portal.query('SELECT pg_try_advisory_xact_lock(7169, 1)');

describe('advisory locks', () => {
  it('of a database that an older release made, or that was restored without these rights, are closed', async () => {
    await admin.query(OPENED);
    await take();
    expect(await closeLocks(admin, SCHEMAS)).toBe(true);
    await expect(take()).rejects.toMatchObject({ code: '42501' });
    const sql = `SELECT has_function_privilege('fence_owner', 'pg_advisory_xact_lock(bigint)', 'EXECUTE') AS fence`;
    expect((await admin.query(sql)).rows).toEqual([{ fence: true }]);
  });

  it('stay closed for whoever may not close them, and who says so where they are open', async () => {
    await admin.query('SET ROLE policy_owner');
    expect(await closeLocks(admin, SCHEMAS)).toBe(true);
    await admin.query(`RESET ROLE; ${OPENED}; SET ROLE policy_owner`);
    expect(await closeLocks(admin, SCHEMAS)).toBe(false);
    await admin.query('RESET ROLE');
  });
});
