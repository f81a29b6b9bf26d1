import { PolicyEngine, type Evaluation, type EvaluationRequest } from '#libs/cedar';
import { BundleEngines } from '#libs/pdp';
import { connect, FileMarkStore, hotPool, UnitOfWork } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { PastDecisions } from '../past-decisions/past-decisions.js';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { seedCaseload } from '../../testing/seed-caseload.js';
import { sequenceStaged } from '../../testing/sequence-staged.js';
import type { Resident } from '../../testing/town.js';
import { EntryReader, EntryWriter, KeyReader } from '#libs/trail';
import { Trail } from '../../trail/trail.js';
import { Breaker } from './breaker.js';
import { Referee, type RefereeEngines } from './referee.js';

let policy: RunningPolicy;
let resident: Resident;
let question: object;
let pool: pg.Pool;
let source: DataSource;
const lines: string[] = [];
beforeAll(async () => {
  policy = await runPolicy();
  ({ resident, question } = await seedCaseload(policy));
  const { databaseUrl: url } = policy;
  pool = hotPool(url, 'spec', () => undefined, 2);
  source = await connect({ url, schema: 'policy', entities: [], poolSize: 2 });
});
afterAll(async () => {
  await Promise.all([pool.end(), source.destroy()]);
  await policy.stop();
});

/** A seeded engine: one rule of the bundle never fires for it. */
class Flipping extends PolicyEngine {
  constructor(
    private readonly real: PolicyEngine,
    private readonly blindTo: string,
  ) {
    super();
  }
  get bundle() {
    return this.real.bundle;
  }
  evaluate(request: EvaluationRequest): Evaluation {
    const answer = this.real.evaluate(request);
    const reasons = answer.reasons.filter((rule) => rule !== this.blindTo);
    return { ...answer, reasons, decision: reasons.length > 0 ? answer.decision : 'deny' };
  }
}

const past = (): PastDecisions => new PastDecisions({ pool }, new KeyReader(policy.ring), new EntryReader());
const official = (): RefereeEngines => new BundleEngines(pool, 'official');
function referee(engines = official()): Referee {
  const log = createLog({ app: 'spec', level: 'error', destination: { write: (line) => void lines.push(line) } });
  const breaker = new Breaker(
    new UnitOfWork(source, new FileMarkStore(policy.marksFolder)),
    new Trail(EntryWriter.with(policy.ring)),
    log,
  );
  return new Referee({ pool, past: past(), engines, breaker, log }, 50);
}
async function ask(): Promise<{ decision: boolean; context: { reason: string } }> {
  const answer = await policy.send('POST', '/access/v1/evaluation', { as: 'reach', body: question });
  await sequenceStaged(policy.admin);
  return answer.body as { decision: boolean; context: { reason: string } };
}
const stops = async () =>
  (await policy.admin.query('SELECT stopped_by, reason FROM policy.bundle_stop WHERE lifted_at IS NULL'))
    .rows as unknown[];

describe('the referee', () => {
  it('agrees with what was decided, and looks at each decision once', async () => {
    const honest = referee();
    expect(await honest.round()).toEqual({ looked: 0, mismatches: 0, unreadable: 0 });
    expect((await ask()).decision).toBe(true);
    await ask();
    expect(await honest.round()).toEqual({ looked: 2, mismatches: 0, unreadable: 0 });
    expect(await honest.round()).toEqual({ looked: 0, mismatches: 0, unreadable: 0 });
    expect(await stops()).toEqual([]);
  });

  it('passes over what no key opens any more', async () => {
    const honest = referee();
    await honest.round();
    await ask();
    const { rows } = await policy.admin.query('DELETE FROM consent.resident_key WHERE resident_id = $1 RETURNING *', [
      resident.id,
    ]);
    expect(await honest.round()).toEqual({ looked: 0, mismatches: 0, unreadable: 1 });
    const [{ resident_id: id, wrapped_key: wrapped }] = rows as [{ resident_id: string; wrapped_key: Buffer }];
    await policy.admin.query('INSERT INTO consent.resident_key VALUES ($1, $2)', [id, wrapped]);
  });

  it('reads what the key at the source holds, and passes over what that agency has erased', async () => {
    const honest = referee();
    await honest.round();
    const source = 'NM-ACUTE';
    expect(JSON.stringify(question)).toContain(source);
    await new KeyReader(policy.ring).ofHoldings(policy.admin, [{ residentId: resident.id, controller: source }]);
    await ask();
    const sql = 'SELECT holder_id AS holder FROM audit.entry_key WHERE holder_id LIKE $1';
    const { rows } = await policy.admin.query(sql, [`${resident.id}/%`]);
    expect(rows).toEqual([{ holder: `${resident.id}/${source}` }]);
    expect(await honest.round()).toEqual({ looked: 1, mismatches: 0, unreadable: 0 });
    await ask();
    await policy.admin.query('UPDATE consent.controller_key SET wrapped_key = NULL, erased_at = now()');
    expect(await honest.round()).toEqual({ looked: 0, mismatches: 0, unreadable: 1 });
    await policy.admin.query('DELETE FROM consent.controller_key');
  });

  it('finds an engine that decides otherwise: everything denies until an officer resumes or goes back', async () => {
    const rule = await permittingRule();
    const doubting = referee({
      engineFor: async (hash) => new Flipping(await official().engineFor(hash), rule),
    });
    await doubting.round();
    expect((await ask()).decision).toBe(true);
    const before = await policy.epoch('place');
    expect(await doubting.round()).toMatchObject({ looked: 1, mismatches: 1 });
    expect(await policy.epoch('place')).toBeGreaterThan(before);
    expect(await stops()).toEqual([{ stopped_by: 'referee', reason: expect.stringContaining('outcome, rule') }]);
    const [entry] = await policy.entries('bundle-stop');
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({ by: 'referee', entry: expect.any(String) });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 'error', entryId: expect.any(String), state: 'opened' });
    expect(lines.join()).not.toContain(resident.id);
    expect(await ask()).toMatchObject({ decision: false, context: { reason: 'bundle-suspended' } });
    expect(await stops()).toHaveLength(1);
    const [{ hash }] = (await policy.admin.query('SELECT hash FROM policy.bundle_stop')).rows as [{ hash: string }];
    await policy.send('POST', `/v1/bundles/${hash}/resume`, { as: 'marsh', body: { reason: 'looked into' } });
    expect((await ask()).decision).toBe(true);
  });
});

describe('past decisions', () => {
  it('come in the order of the log, with all that decides them again', async () => {
    const seen = [];
    for await (const item of past().read({ from: new Date(0), until: new Date('9999-01-01') })) seen.push(item);
    expect(seen.length).toBeGreaterThan(3);
    const ordinals = seen.map(({ ordinal }) => Number(ordinal));
    expect(ordinals).toEqual([...ordinals].sort((a, b) => a - b));
    expect(seen[0]).toMatchObject({
      request: { residentId: resident.id, category: 'MEDS' },
      facts: { bundle: expect.any(String) },
      decision: { outcome: 'permit' },
    });
    const none = past().read({ from: new Date(0), until: new Date(1) });
    expect(await none.next()).toEqual({ done: true, value: 0 });
  });

  it('are read page by page, from any ordinal on', async () => {
    const page = (after: string) => past().page({ from: new Date(0), until: new Date('9999-01-01'), after, limit: 2 });
    const first = await page('0');
    expect(first.items).toHaveLength(2);
    const second = await page(first.last!);
    expect(Number(second.items[0]!.ordinal)).toBeGreaterThan(Number(first.items[1]!.ordinal));
  });
});

async function permittingRule(): Promise<string> {
  const { rows } = await policy.admin.query<{ rule: string }>(
    `SELECT rule FROM audit.entry_index WHERE outcome = 'permit' AND rule IS NOT NULL LIMIT 1`,
  );
  return rows[0]!.rule;
}
