import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { sourcesNotToBeKept } from './kept-facts.js';

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

/** A source whose function also reads what is planted, and is taken back. */
async function planted(signature: string, reads: string): Promise<string[]> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ text: string }>('SELECT pg_get_functiondef($1::regprocedure) AS text', [
      signature,
    ]);
    const text = rows[0]!.text.replace('$function$', () => `$function$ SELECT coalesce((${reads}), NULL); `);
    expect(text).not.toBe(rows[0]!.text);
    await client.query(text);
    return await sourcesNotToBeKept(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

const PLACE = 'policy.place_facts_v2(text,text)';
const RELATIONSHIPS = 'policy.relationship_facts_v1(uuid,text,text)';

const PRINCIPAL = 'policy.principal_v1(text,text)';
const MEANT = 'consent.resident_by_pseudonym_v1(text,text)';

describe('what a look begins with', () => {
  it('is found where who signed in is told from what no epoch fences', async () => {
    expect(await planted(PRINCIPAL, 'SELECT count(*) FROM policy.idempotency')).toEqual([
      'who signed in reads policy.idempotency, which nothing fences',
    ]);
  });

  it('is found where who signed in is told from another’s facts', async () => {
    expect(await planted(PRINCIPAL, 'SELECT count(*) FROM consent.sign_in')).toEqual([
      'who signed in reads consent.sign_in, which is fenced by a resident that it is not called with',
    ]);
  });

  it('is found where who signed in, or whom an id means, is told by the clock', async () => {
    for (const signature of [PRINCIPAL, MEANT])
      expect(await planted(signature, 'SELECT fence.domain_now()')).toHaveLength(1);
  });

  it('is found where the table that says who signed in has lost its fence', async () => {
    const lost =
      'ALTER TABLE policy.principal DISABLE TRIGGER fence_update; DROP TRIGGER fence_update ON policy.principal';
    await client.query('BEGIN');
    try {
      await client.query(lost);
      expect(await sourcesNotToBeKept(client)).toContain('who signed in reads policy.principal, which nothing fences');
    } finally {
      await client.query('ROLLBACK');
    }
  });
});

describe('sources of facts', () => {
  it('read nothing that could change without one of the three epochs that a record compares', async () => {
    expect(await sourcesNotToBeKept(client)).toEqual([]);
  });

  it('are found where one reads a practitioner’s table for somebody else', async () => {
    expect(await planted(RELATIONSHIPS, 'SELECT count(*) FROM policy.principal')).toEqual([
      'relationships reads policy.principal, which is fenced by a practitioner that it is not called with',
    ]);
  });

  it('are found where what is stored once for all entries would say something of a person', async () => {
    for (const table of ['consent.directive', 'policy.principal'])
      expect(await planted(PLACE, `SELECT count(*) FROM ${table}`)).toHaveLength(1);
  });

  it('are found where one tells by the clock what is in force', async () => {
    expect(await planted(RELATIONSHIPS, 'SELECT fence.domain_now()')).toEqual([
      'relationships is told by policy.relationship_facts_v1, which reads the clock',
    ]);
  });

  it('are found where one has it told by another', async () => {
    expect(
      await planted(RELATIONSHIPS, 'SELECT count(*) FROM consent.resident_facts_v3(NULL, NULL, NULL, NULL, NULL)'),
    ).toEqual([]);
    expect(await planted(RELATIONSHIPS, 'SELECT policy.bundle_at_v1(now())')).toHaveLength(1);
  });
});
