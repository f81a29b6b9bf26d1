import { pathToFileURL } from 'node:url';
import { EntryReader, KeyReader } from '#libs/trail';
import type { Json } from '#libs/domain';
import { hotPool } from '#libs/persistence';
import { sealEntry } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PastDecisions, type PastDecision } from '../past-decisions/past-decisions.js';
import { eventually } from '../../testing/eventually.js';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { seedCaseload } from '../../testing/seed-caseload.js';
import { sequenceStaged } from '../../testing/sequence-staged.js';
import { RefereeKeeper, type RefereeLaunch } from './referee-keeper.js';

const launch: RefereeLaunch = {
  entry: pathToFileURL('apps/policy/src/rules/referee/referee-process.ts'),
  options: { execArgv: ['--import', './test/setup/typescript.mjs'], env: { ...process.env, NODE_OPTIONS: '' } },
};

let policy: RunningPolicy;
let question: object;
let keeper: RefereeKeeper;
let rounds = 0;
beforeAll(async () => {
  policy = await runPolicy();
  ({ question } = await seedCaseload(policy));
  const { databaseUrl, keyFile, marksFolder } = policy;
  const settings = { databaseUrl, keyFile, marksFolder, logLevel: 'silent', intervalMs: 50, sample: 20 } as const;
  const log = createLog({ app: 'spec', level: 'silent' });
  keeper = new RefereeKeeper(settings, log, launch, () => (rounds += 1));
});
afterAll(async () => {
  await keeper.onApplicationShutdown();
  await policy.stop();
});

async function looks(): Promise<void> {
  const before = rounds;
  await eventually(async () => rounds > before + 1, 20_000);
}
async function isSuspended(): Promise<boolean> {
  const { rows } = await policy.admin.query<{ now: { suspended: boolean } }>('SELECT policy.bundle_now_v1() AS now');
  return rows[0]!.now.suspended;
}
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** As a broken engine would have decided and recorded it. */
async function recordFlipped({ request, facts, decision }: PastDecision): Promise<void> {
  const entry = sealEntry({
    ...{ kind: 'decision', bundle: decision.bundle },
    detail: { request, facts, decision: { ...decision, outcome: 'deny', rule: 'withdrawn' } } as unknown as Json,
    holder: { level: 'place', id: 'place' },
    holderKey: policy.ring.placeKey('place'),
    index: { action: 'read', outcome: 'deny', categories: [] },
  });
  await policy.admin.query('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(entry)]);
  await sequenceStaged(policy.admin);
}

describe('the referee’s process', () => {
  it('is started again when it dies, and looks on', async () => {
    keeper.onModuleInit();
    await looks();
    const { pid } = keeper;
    process.kill(pid!, 'SIGKILL');
    await eventually(async () => keeper.pid !== pid && keeper.pid !== undefined, 20_000);
    await looks();
  });

  it('finds with the official engine what was decided otherwise, and opens the breaker', async () => {
    await policy.send('POST', '/access/v1/evaluation', { as: 'reach', body: question });
    await sequenceStaged(policy.admin);
    await looks();
    expect(await isSuspended()).toBe(false);
    const pool = hotPool(policy.databaseUrl, 'spec', () => undefined, 1);
    const past = new PastDecisions({ pool }, new KeyReader(policy.ring), new EntryReader());
    const { value } = await past.read({ from: new Date(0), until: new Date('9999-01-01') }).next();
    await pool.end();
    await recordFlipped(value as PastDecision);
    await eventually(isSuspended, 20_000);
  });

  it('ends with its app', async () => {
    const pid = keeper.pid!;
    await keeper.onApplicationShutdown();
    expect(isAlive(pid)).toBe(false);
  });

  it('is not there where it is switched off', () => {
    const none = new RefereeKeeper(null, createLog({ app: 'spec', level: 'silent' }), launch);
    none.onModuleInit();
    expect(none.pid).toBeUndefined();
  });
});
