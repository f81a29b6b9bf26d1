import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { SeedPlace } from './seed-place.js';

const AGREEMENT = `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
  VALUES ('D7', 'Plans', 'COC', 'DIRECT_CARE', 'live', '{CONTINGENCY}', '{}', now(), 'spec')`;

describe('a place that is seeded', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let place: SeedPlace;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(AGREEMENT);
    await client.query(
      "INSERT INTO policy.agency (code, name, sector) SELECT code, code, 'health' FROM unnest('{NM-ASC,NM-MH,NM-GP}'::text[]) AS code",
    );
    place = new SeedPlace(client);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const count = async (from: string): Promise<number> =>
    (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`)).rows[0]!.n;

  it('has as many residents as are asked for in all, each with what a look would find', async () => {
    await place.residents(20);
    await place.residents(50);
    expect(await count('consent.resident')).toBe(50);
    const found = `consent.resident r JOIN consent.link l ON l.resident_id = r.id AND l.agency = 'NM-ASC'
      JOIN policy.relationship p ON p.resident_id = r.id JOIN relay.record d ON d.resident_id = r.id
      JOIN consent.controller_key k ON k.resident_id = r.id JOIN fence.epoch e ON e.key = r.id::text`;
    expect(await count(found)).toBe(50);
  });

  it('has directives of whom they are to be, and moves the epoch of the place', async () => {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM consent.resident LIMIT 2');
    const epoch = '(SELECT coalesce(sum(epoch), 0) AS n FROM fence.epoch WHERE level = 1) AS e';
    const before = await client.query<{ n: string }>(`SELECT n FROM ${epoch}`);
    await place.directives(
      rows.map(({ id }) => id),
      3,
    );
    expect(await count('consent.directive')).toBe(6);
    const after = await client.query<{ n: string }>(`SELECT n FROM ${epoch}`);
    expect(Number(after.rows[0]!.n)).toBeGreaterThan(Number(before.rows[0]!.n));
  });

  it('has agreements among all pairs of agencies, until they are taken out', async () => {
    await place.agreements(12);
    expect(await count('policy.agreement')).toBe(13);
    expect(await count('(SELECT DISTINCT source, recipient FROM policy.agreement_party) AS pair')).toBe(6);
    await place.withoutAgreements();
    expect(await count('policy.agreement')).toBe(1);
  });
});
