import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PgPrincipalDirectory } from '#libs/http';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { FirstOfficers } from './bootstrap/first-officers.js';
import { EXAMPLE, readPlan } from './bootstrap/place-plan.js';

const ISSUER = 'https://staff.example';
const LEAD = 'lead';
const PRIVACY = 'privacy';
const PLAN = {
  agencies: EXAMPLE.agencies,
  officers: [
    { subject: LEAD, agency: 'NM-ASC', roles: ['ig-lead'] },
    { subject: PRIVACY, agency: 'NM-ASC', roles: ['privacy-officer', 'policy-author'] },
  ],
};

const WIDER = { ...PLAN, officers: [...PLAN.officers, { subject: 'third', agency: 'NM-ASC', roles: ['ig-lead'] }] };

let database: TestDatabase;
let admin: pg.Pool;
let folder: string;
let keyFile: string;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  const key = (): string => randomBytes(32).toString('base64');
  keyFile = join(folder, 'keys.json');
  writeFileSync(keyFile, JSON.stringify({ kek: key(), blindIndex: key() }));
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(PLAN));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await admin.end();
  await database.drop();
});

/** As `npm run bootstrap -- …` runs it, from the sources. */
function run(...args: string[]): { status: number | null; output: string } {
  const loader = ['--import', './test/setup/typescript.mjs', 'scripts/bootstrap.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...loader, ...args], {
    encoding: 'utf8',
    env: {
      ...{ PATH: process.env.PATH, OIDC_ISSUER_STAFF: ISSUER, KEY_FILE: keyFile },
      DATABASE_URL: database.urlFor('policy_app'),
    },
  });
  return { status, output: stdout + stderr };
}
const officers = async (): Promise<number> =>
  (await admin.query(`SELECT 1 FROM policy.principal WHERE kind = 'officer'`)).rowCount ?? 0;

describe('npm run bootstrap', () => {
  it('brings an empty place to officers who can sign in, by two people, each step in the log', async () => {
    const proposed = run('--plan', join(folder, 'plan.json'), '--by', LEAD);
    expect(proposed.output).toContain('Nothing counts yet');
    const code = /--code (\w{10})/.exec(proposed.output)![1]!;
    expect(await officers()).toBe(0);

    const place = await FirstOfficers.open({
      databaseUrl: database.urlFor('policy_app'),
      keyFile,
      marksFolder: join(folder, 'marks'),
    });
    const [asProposed, wider] = [readPlan(PLAN, ISSUER), readPlan(WIDER, ISSUER)];
    for (const [what, second, words] of [
      [asProposed, LEAD, 'not the one who proposed it'],
      [asProposed, 'stranger', "none of the plan's officers"],
      [wider, PRIVACY, 'The code is of another plan'],
    ] as const) {
      await expect(place.confirm(what, LEAD, second, code)).rejects.toThrow(words);
      expect(await officers()).toBe(0);
    }

    await place.confirm(asProposed, LEAD, PRIVACY, code);
    const directory = new PgPrincipalDirectory(admin);
    expect(await directory.find(ISSUER, LEAD)).toMatchObject({ kind: 'officer', agency: 'NM-ASC', roles: ['ig-lead'] });
    expect(await directory.find(ISSUER, PRIVACY)).toMatchObject({
      roles: ['privacy-officer', 'policy-author'],
      status: 'active',
    });
    const { rows } = await admin.query<{ action: string }>(
      `SELECT facets ->> 'action' AS action FROM audit.staging ORDER BY 1`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'agency-register',
      'bootstrap-propose',
      'principal-register',
      'principal-register',
    ]);
    await expect(place.propose(asProposed, LEAD)).rejects.toThrow('has officers already');
    await place.close();
  }, 90_000);

  it.each<[string, object, string]>([
    ['one officer alone', { ...PLAN, officers: PLAN.officers.slice(0, 1) }, 'officers must contain at least 2'],
    ['nobody who governs', { ...PLAN, officers: [PLAN.officers[1], { ...PLAN.officers[1], subject: 'x' }] }, 'ig-lead'],
    [
      'nobody to write what the lead makes live',
      { ...PLAN, officers: [PLAN.officers[0], { ...PLAN.officers[1], roles: ['privacy-officer'] }] },
      'no agreement could become live',
    ],
    ['the same person twice', { ...PLAN, officers: [PLAN.officers[0], PLAN.officers[0]] }, 'the same sign-in'],
    ['an agency left out', { ...PLAN, agencies: [{ ...EXAMPLE.agencies[0], code: 'OTHER' }] }, 'NM-ASC, which is not'],
    ['a code out of shape', { ...PLAN, agencies: [{ ...EXAMPLE.agencies[0], code: 'nm asc' }] }, 'agencies.0.code: '],
    ['a field that is not known', { ...PLAN, town: 1 }, 'town: '],
    ['no officers at all', { agencies: PLAN.agencies }, 'officers'],
    ['no object', [], 'agencies'],
  ])('refuses a plan with %s, and says where', (_, wrong, words) => {
    expect(() => readPlan(wrong, ISSUER)).toThrow(words);
    expect(() => readPlan(PLAN, ISSUER)).not.toThrow();
    expect(() => readPlan(EXAMPLE, ISSUER)).not.toThrow();
  });
});
