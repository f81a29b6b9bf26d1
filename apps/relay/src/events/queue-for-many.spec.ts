import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlaceResumed } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { queueForMany } from './queue-for-many.js';

const [ANNA, BERT] = [`0${randomUUID().slice(1)}`, `f${randomUUID().slice(1)}`] as const;
let database: TestDatabase;
let admin: pg.Client;
let relay: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  relay = new pg.Client({ connectionString: database.urlFor('relay_app') });
  await Promise.all([admin.connect(), relay.connect()]);
  await admin.query(`
    INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
    VALUES ('D1', 'Discharge', 'COC', 'DIRECT_CARE', 'live', '{FUNCTION,EQUIPMENT}', '{}', '2020-01-01Z', 'spec')`);
  for (const [resident, category] of [
    [ANNA, 'MEDS'],
    [ANNA, 'MEDS'],
    [BERT, 'FUNCTION'],
  ]) {
    await admin.query(
      `INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash)
       VALUES ($1, $2, 'NM-ACUTE', gen_random_uuid()::text, 1, $3, 'x', 'x')`,
      [randomUUID(), resident, category],
    );
  }
});
afterAll(async () => {
  await Promise.all([admin.end(), relay.end()]);
  await database.drop();
});
beforeEach(() => admin.query('DELETE FROM relay.work'));

async function queued(resumed: PlaceResumed | null, work: 'backfill' | 'sweep' = 'backfill'): Promise<unknown[]> {
  await queueForMany(relay, resumed, work);
  const { rows } = await admin.query<{ resident_id: string; kind: string }>(
    'SELECT resident_id, kind FROM relay.work ORDER BY resident_id',
  );
  return rows.map(({ resident_id: resident, kind }) => [resident, kind]);
}

describe('what flows again is offered again', () => {
  it.each([
    [{ kind: 'agency', name: 'HARBOUR' }, [ANNA, BERT]],
    [{ kind: 'category', name: 'MEDS' }, [ANNA]],
    [{ kind: 'category', name: 'TENANCY' }, []],
    [{ kind: 'agreement', name: 'D1' }, [BERT]],
  ] as const)('%j: one back-fill for each resident it is about', async (resumed, residents) => {
    expect(await queued(resumed)).toEqual(residents.map((resident) => [resident, 'backfill']));
  });

  it('and of what nobody can name, everybody is looked at, for whatever it is', async () =>
    expect(await queued(null, 'sweep')).toEqual([ANNA, BERT].map((resident) => [resident, 'sweep'])));
});
