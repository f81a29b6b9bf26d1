import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { KeyRing, openDetail } from '#libs/sealing';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Recoveries, type Asked } from './recoveries.js';

const ISSUER = 'https://staff.example';
const LEAD: Asked = { issuer: ISSUER, subject: 'marsh', agency: 'NM-ASC', role: 'ig-lead', operator: 'Ada Byron' };

describe('two operators', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recover-'));
  const keyFile = join(folder, 'keys.json');
  let database: TestDatabase;
  let admin: pg.Client;
  let recoveries: Recoveries;
  beforeAll(async () => {
    writeFileSync(keyFile, KeyRing.generate());
    database = await createTestDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query(`INSERT INTO policy.agency (code, name, sector) VALUES ('NM-ASC', 'x', 'social-care')`);
    recoveries = await Recoveries.open({ databaseUrl: database.adminUrl, keyFile });
  });
  afterAll(async () => {
    await Promise.all([recoveries.close(), admin.end()]);
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const holders = async (): Promise<unknown[]> =>
    (await admin.query<object>('SELECT subject, roles, status FROM policy.principal ORDER BY subject')).rows;
  const actions = async (): Promise<unknown[]> => {
    const { rows } = await admin.query<{ facets: { action: string } }>('SELECT facets FROM audit.staging ORDER BY at');
    return rows.map(({ facets }) => facets.action);
  };

  it('give a lost role back, one after the other, and both steps stand in the log with who they were', async () => {
    const { id, code } = await recoveries.ask(LEAD);
    expect(await holders()).toEqual([]);
    await expect(recoveries.confirm(id, code, 'ada byron')).rejects.toThrow(/another operator/);
    await expect(recoveries.confirm(id, 'guessed', 'Grace Hopper')).rejects.toThrow(/No such request/);
    expect(await recoveries.confirm(id, code, 'Grace Hopper')).toMatch(/^\d{4}-.*Z$/);
    expect(await holders()).toEqual([{ subject: 'marsh', roles: ['ig-lead'], status: 'active' }]);
    await expect(recoveries.confirm(id, code, 'Grace Hopper')).rejects.toThrow(/No such request/);
    expect(await actions()).toEqual(['role-recovery-asked', 'role-recovered']);
    const { rows } = await admin.query(
      `SELECT s.*, d.sealed AS detail FROM audit.staging s JOIN audit.detail d ON d.entry_id = s.id WHERE s.facets ->> 'action' = 'role-recovered'`,
    );
    const { id: entry, detail, wrapped_key: wrapped, facets } = rows[0];
    const key = KeyRing.fromFile(keyFile).placeKey('place');
    expect(JSON.stringify(facets)).not.toMatch(/Ada|Hopper|marsh/);
    expect(openDetail({ sealed: detail, wrappedEntryKey: wrapped }, key, entry).read()).toMatchObject({
      operators: ['Ada Byron', 'Grace Hopper'],
    });
  });

  it('take back whoever was suspended, with what they had', async () => {
    await admin.query(`INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, status)
      VALUES (gen_random_uuid(), 'officer', '${ISSUER}', 'stone', 'NM-ASC', '{policy-author}', 'suspended')`);
    const { id, code } = await recoveries.ask({ ...LEAD, subject: 'stone', role: 'privacy-officer' });
    await recoveries.confirm(id, code, 'Grace Hopper');
    const [, stone] = (await holders()) as { roles: string[]; status: string }[];
    expect([stone!.roles.sort(), stone!.status]).toEqual([['policy-author', 'privacy-officer'], 'active']);
  });

  it('have an hour', async () => {
    const { id, code } = await recoveries.ask(LEAD);
    await admin.query(`UPDATE policy.role_recovery SET asked_at = asked_at - interval '61 minutes' WHERE id = $1`, [
      id,
    ]);
    await expect(recoveries.confirm(id, code, 'Grace Hopper')).rejects.toThrow(/No such request/);
  });

  it('make no officer of anybody who is something else here', async () => {
    await admin.query(`INSERT INTO policy.principal (id, kind, issuer, subject, agency)
      VALUES (gen_random_uuid(), 'practitioner', '${ISSUER}', 'brandt', 'NM-ASC')`);
    await expect(recoveries.ask({ ...LEAD, subject: 'brandt' })).rejects.toThrow(/somebody else’s/);
  });

  it('are not one: the table refuses it, and would let it through without its rule (seeded fault)', async () => {
    const { id } = await recoveries.ask(LEAD);
    const alone = (): Promise<unknown> =>
      admin.query(`UPDATE policy.role_recovery SET confirmed_by = 'ADA BYRON', confirmed_at = now() WHERE id = $1`, [
        id,
      ]);
    await expect(alone()).rejects.toMatchObject({ constraint: 'recovery_takes_two' });
    await admin.query('ALTER TABLE policy.role_recovery DROP CONSTRAINT recovery_takes_two');
    await expect(alone()).resolves.toBeDefined();
  });
});
