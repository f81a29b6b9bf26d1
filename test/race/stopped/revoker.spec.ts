import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { createTestDatabase, program, type TestDatabase } from '#libs/testing';
import { announce } from '../announce.js';
import { raceBundles } from '../bundles.js';
import { ACKNOWLEDGED_WITHIN_MS } from '../checker.js';
import { seedTown } from '../seed-town.js';
import { directiveId, residentIds } from '../town.js';
import type { HungOrder, HungReport } from './hung-revoker.js';
import { Withdrawals } from './withdrawals.js';

const RESIDENTS = residentIds(2);
const SUPERSEDE = `UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = '${directiveId(0)}'`;
const SUSPEND = `UPDATE policy.agency SET status = 'suspended' WHERE code = 'HARBOUR'`;

let database: TestDatabase;
let admin: pg.Client;
let hung: ChildProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await seedTown(admin, 2, await raceBundles());
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});
afterEach(async () => {
  const exited = once(hung, 'exit');
  hung.kill('SIGCONT');
  hung.kill('SIGKILL');
  await exited;
});

async function told(order?: HungOrder): Promise<HungReport> {
  const report = once(hung, 'message');
  if (order) hung.send(order);
  return (await report)[0] as HungReport;
}

/** A process of its own that has changed a fact, holds its locks, and is stopped there. */
async function stopInsideTransaction(role: string, sql: string): Promise<void> {
  hung = fork(program('test/race/stopped/hung-revoker.ts'), {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(await told()).toBe('ready');
  expect(await told({ kind: 'begin', url: database.urlFor(role), sql })).toBe('holding');
  hung.kill('SIGSTOP');
}

async function withdrawalOf(resident: string): Promise<number> {
  const withdrawals = await Withdrawals.open(database.urlFor('consent_app'), resident);
  try {
    await withdrawals.give('HARBOUR', 'FUNCTION', 'HOUSADAPT');
    return await withdrawals.withdraw();
  } finally {
    await withdrawals.close();
  }
}

async function suspensionOf(agency: string): Promise<number> {
  const officer = new pg.Client({ connectionString: database.urlFor('policy_app') });
  await officer.connect();
  try {
    const begun = performance.now();
    const suspend = `UPDATE policy.agency SET status = 'suspended' WHERE code = '${agency}'`;
    await officer.query(`${announce(`agency:${agency}`)}; ${suspend}`);
    return performance.now() - begun;
  } finally {
    await officer.end();
  }
}

describe('a revoker that is stopped (SIGSTOP) inside its transaction', () => {
  it.each([
    ['the same resident', RESIDENTS[0]!],
    ['another resident', RESIDENTS[1]!],
  ])(
    'delays no withdrawal of %s beyond the bound, and its own change is undone',
    async (_who, resident) => {
      await stopInsideTransaction('consent_app', `${announce(`resident:${RESIDENTS[0]!}`)}; ${SUPERSEDE}`);
      expect(await withdrawalOf(resident)).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
      await admin.query(SUPERSEDE);
      hung.kill('SIGCONT');
      expect(await told({ kind: 'commit' })).toBe('ended');
    },
    30_000,
  );

  it('delays no other change of the place, and no withdrawal', async () => {
    await stopInsideTransaction('policy_app', `${announce('agency:HARBOUR')}; ${SUSPEND}`);
    const [suspension, withdrawal] = await Promise.all([suspensionOf('REACH'), withdrawalOf(RESIDENTS[1]!)]);
    expect(suspension).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    expect(withdrawal).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    hung.kill('SIGCONT');
    expect(await told({ kind: 'commit' })).toBe('ended');
    const { rows } = await admin.query(`SELECT status FROM policy.agency WHERE code = 'HARBOUR'`);
    expect(rows).toEqual([{ status: 'active' }]);
  }, 30_000);
});
