import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import * as rules from './catalogue.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Applies a planted breach, looks, and takes it back. */
async function planted(sql: string, look: (c: pg.Client) => Promise<rules.Breach[]>): Promise<rules.Breach[]> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    return await look(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

describe('the catalogue', () => {
  it.each(rules.HOUSE_RULES.map((rule) => [rule.name, rule] as const))('holds: %s', async (_name, rule) => {
    expect(await rule(client)).toEqual([]);
  });
});

describe('a planted breach is found', () => {
  it('a fact table whose trigger was dropped', async () => {
    const found = await planted('DROP TRIGGER fence_update ON consent.directive', rules.factTablesWithoutFence);
    expect(found).toEqual(['consent.directive has no fence_update trigger']);
  });

  it('a fact table whose trigger was disabled', async () => {
    const found = await planted(
      'ALTER TABLE policy.relationship DISABLE TRIGGER fence_insert',
      rules.factTablesWithoutFence,
    );
    expect(found).toEqual(['policy.relationship has no fence_insert trigger']);
  });

  it('a facts function that reads a table nobody guards', async () => {
    const found = await planted(
      `CREATE TABLE consent.unguarded (resident_id uuid);
       CREATE FUNCTION consent.unguarded_facts_v2() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM consent.unguarded'`,
      rules.factTablesWithoutFence,
    );
    expect(found).toHaveLength(4);
  });

  it('a function left open to PUBLIC', async () => {
    const found = await planted(
      'GRANT EXECUTE ON FUNCTION relay.disclose(jsonb) TO PUBLIC',
      rules.functionsOpenToPublic,
    );
    expect(found).toEqual(['relay.disclose may be executed by PUBLIC']);
  });

  it('a SECURITY DEFINER function without a search_path', async () => {
    const found = await planted(
      'ALTER FUNCTION relay.disclose(jsonb) RESET search_path',
      rules.definersWithoutSearchPath,
    );
    expect(found).toEqual(['relay.disclose is SECURITY DEFINER without a search_path']);
  });

  it('an app role that owns a table', async () => {
    const found = await planted(
      'CREATE TABLE relay.mine (); ALTER TABLE relay.mine OWNER TO relay_app',
      rules.objectsOwnedByAppRoles,
    );
    expect(found).toContain('relay_app owns relay.mine');
  });

  it('an app role that may insert past disclose()', async () => {
    const found = await planted('GRANT INSERT ON relay.disclosure TO relay_app', rules.waysPastTheFunctions);
    expect(found).toEqual(['relay_app may INSERT into relay.disclosure']);
  });

  it('an app role that may make a sign-in count by itself', async () => {
    const found = await planted('GRANT INSERT ON consent.sign_in TO consent_app', rules.waysPastTheFunctions);
    expect(found).toEqual(['consent_app may INSERT into consent.sign_in']);
  });

  it('an advisory lock that anybody may take', async () => {
    const found = await planted(
      'GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO PUBLIC',
      rules.locksOpenToApps,
    );
    expect(found).toContain('public may execute pg_advisory_lock_shared(bigint)');
    expect(found).toContain('portal_app may execute pg_advisory_lock_shared(bigint)');
  });

  it('a published function that lets an app hold whomever it likes', async () => {
    const found = await planted(
      'GRANT EXECUTE ON FUNCTION fence.share_v1(text[], uuid[]) TO consent_app',
      rules.locksTakenBesidesThese,
    );
    expect(found).toEqual(['consent_app takes advisory locks by fence.share_v1']);
  });

  it.each([
    ['a new table about residents', 'CREATE TABLE consent.said (resident_id uuid)', 'consent.said'],
    ['a refusal that was dropped', 'DROP TRIGGER joined_update ON consent.directive', 'consent.directive'],
    [
      'a refusal that was disabled',
      'ALTER TABLE policy.relationship DISABLE TRIGGER joined_insert',
      'policy.relationship',
    ],
  ])('%s, in which a word about somebody joined is lost', async (_what, sql, table) => {
    expect(await planted(sql, rules.tablesOpenToTheJoined)).toEqual([`${table} takes rows about the joined`]);
  });

  it('sign-ins whose removal does not fence', async () => {
    const found = await planted('DROP TRIGGER fence_delete ON consent.sign_in', rules.factTablesWithoutFence);
    expect(found).toEqual(['consent.sign_in has no fence_delete trigger']);
  });
});
