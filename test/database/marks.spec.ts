import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';

let database: TestDatabase;
let admin: pg.Client;
const clients = new Map<string, pg.Client>();
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  for (const app of ['consent', 'policy', 'relay']) {
    const client = new pg.Client({ connectionString: database.urlFor(`${app}_app`) });
    await client.connect();
    clients.set(app, client);
  }
  for (const sql of FACTS.split(';')) await admin.query(sql);
});
afterAll(async () => {
  await Promise.all([admin, ...clients.values()].map((client) => client.end()));
  await database.drop();
});

const [ANNA, BERT, PELL, MARK] = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
const HASH = 'a'.repeat(64);
const FACTS = `
  INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ('${ANNA}', 'x', '{}'), ('${BERT}', 'x', '{}');
  INSERT INTO policy.agency (code, name, sector) VALUES ('REACH', 'Reach', 'health');
  INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles) VALUES ('${PELL}', 'practitioner', 'i', 'p', 'REACH', '{}');
  INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
    VALUES ('D1', 'D', 'COC', 'DIRECT_CARE', 'live', '{MEDS}', '{}', '2020-01-01', 'spec');
  INSERT INTO policy.bundle (hash, files, author) VALUES ('${HASH}', '[]', 'spec');
  INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
    VALUES (gen_random_uuid(), '${ANNA}', 'REACH', 'referral', 'COC', '2020-01-01', 'spec');
  INSERT INTO consent.shield (id, resident_id, set_by) VALUES (gen_random_uuid(), '${BERT}', 'spec')`;

/** Of each fact table a change that may narrow, by the app whose it is, and the thing that its mark must name. */
const CHANGES = [
  [
    'consent',
    `resident:${BERT}`,
    `UPDATE consent.shield SET lift_requested_by = 's', lift_requested_at = fence.domain_now()`,
  ],
  [
    'consent',
    `resident:${ANNA}`,
    `INSERT INTO consent.shield (id, resident_id, set_by) VALUES (gen_random_uuid(), '${ANNA}', 's')`,
  ],
  [
    'consent',
    `resident:${ANNA}`,
    `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES (gen_random_uuid(), '${ANNA}', 'accuracy-contested', 's')`,
  ],
  [
    'consent',
    `resident:${ANNA}`,
    `INSERT INTO consent.opt_out (id, resident_id, channel, recorded_by) VALUES (gen_random_uuid(), '${ANNA}', 'phone', 's')`,
  ],
  ['policy', `resident:${ANNA}`, `UPDATE policy.relationship SET ends_at = fence.domain_now()`],
  ['policy', `principal:${PELL}`, `UPDATE policy.principal SET status = 'suspended'`],
  ['policy', 'agency:REACH', `UPDATE policy.agency SET status = 'suspended'`],
  ['policy', 'agreement:D1', `UPDATE policy.agreement SET state = 'suspended'`],
  [
    'policy',
    'category:MEDS',
    `INSERT INTO policy.category_stop (category, since, stopped_by) VALUES ('MEDS', fence.domain_now(), 's')`,
  ],
  [
    'policy',
    'rules:in-force',
    `INSERT INTO policy.bundle_stop (hash, stopped_by, reason) VALUES ('${HASH}', 's', 'r')`,
  ],
  [
    'policy',
    'rules:in-force',
    `INSERT INTO policy.bundle_schedule (hash, kind, approved_by) VALUES ('${HASH}', 'publish', 's')`,
  ],
] as const;

async function changed(app: string, things: readonly string[], sql: string): Promise<string> {
  const client = clients.get(app)!;
  await client.query('BEGIN');
  try {
    if (things.length > 0) await client.query('SELECT fence.announce_v1($1, $2)', [MARK, things]);
    await client.query(sql);
    return 'changed';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.query('ROLLBACK');
  }
}

describe('a change that may narrow', () => {
  it.each(CHANGES)('%s, %s: not without its mark', async (app, thing, sql) => {
    const refused = expect.stringContaining('leaves its mark in the restart-proof store first');
    expect(await changed(app, [], sql)).toEqual(refused);
    expect(await changed(app, [`resident:${randomUUID()}`], sql)).toEqual(refused);
    expect(await changed(app, [thing], sql)).toBe('changed');
  });

  it('nor one whose mark was announced by another transaction', async () => {
    await clients.get('policy')!.query('SELECT fence.announce_v1($1, $2)', [randomUUID(), [`principal:${PELL}`]]);
    expect(await changed('policy', [], `UPDATE policy.principal SET status = 'suspended'`)).toMatch(/leaves its mark/);
  });

  it('nor one that fences without a fact, as a retraction', async () => {
    const retract = `SELECT relay.retract_v1(id, source_agency) FROM relay.record`;
    await admin.query(
      `INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash)
       VALUES (gen_random_uuid(), '${ANNA}', 'REACH', '1', 1, 'MEDS', 'x', 'x')`,
    );
    expect(await changed('relay', [], retract)).toMatch(/leaves its mark/);
    expect(await changed('relay', [`resident:${ANNA}`], retract)).toBe('changed');
  });

  it('and every fact table whose inserts may narrow is held to it', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT DISTINCT g.tgrelid::regclass::text AS name FROM pg_trigger g WHERE g.tgname = 'fence_insert'
         AND NOT fence.only_opens(g.tgrelid::regclass::text, 'INSERT') ORDER BY 1`,
    );
    // A later fact's table is among them without being named here; none of these ever falls out.
    const held = rows.map(({ name }) => name);
    expect(held).toEqual(
      expect.arrayContaining([
        'consent.best_interests_decision',
        'consent.capacity_assessment',
        'consent.directive',
        'consent.opt_out',
        'consent.restriction',
        'consent.shield',
        'consent.sign_in',
        'policy.bundle_schedule',
        'policy.bundle_stop',
        'policy.category_stop',
      ]),
    );
  });

  it('which the check of the fence alone brings about: without it nothing is missed', async () => {
    await admin.query('ALTER FUNCTION fence.require_mark(text, text[]) RENAME TO asked_mark');
    await admin.query(
      `CREATE FUNCTION fence.require_mark(text, text[]) RETURNS void LANGUAGE sql AS ''; GRANT EXECUTE ON FUNCTION fence.require_mark(text, text[]) TO fence_owner`,
    );
    for (const [app, , sql] of CHANGES) expect(await changed(app, [], sql)).toBe('changed');
  });
});
