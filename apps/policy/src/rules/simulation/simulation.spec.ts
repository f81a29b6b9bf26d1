import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine, loadBundle } from '#libs/cedar';
import { compareDecisions, type Remembered } from './compare-decisions.js';
import { eventually } from '../../testing/eventually.js';
import { reworded } from '../../testing/drafts.js';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { seedCaseload } from '../../testing/seed-caseload.js';
import { sequenceStaged } from '../../testing/sequence-staged.js';
import { PEOPLE, type Resident } from '../../testing/town.js';

let policy: RunningPolicy;
let resident: Resident;
let question: object;
const period = { from: '2020-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z' };

beforeAll(async () => {
  policy = await runPolicy();
  ({ resident, question } = await seedCaseload(policy));
  for (const category of ['MEDS', 'MEDS', 'FINANCE', 'FINANCE', 'FINANCE', 'TENANCY']) await ask(category);
  await sequenceStaged(policy.admin);
});
afterAll(() => policy.stop());

function ask(category: string) {
  const { resource } = question as { resource: object };
  return policy.send('POST', '/access/v1/evaluation', {
    as: 'reach',
    body: { ...question, resource: { ...resource, id: category } },
  });
}

/** A draft with one rule in other words; the rest is the release's own. */
async function draft(find: string, replace: string): Promise<string> {
  const { files } = await loadBundle('policies');
  const changed = files.map(({ name, text }) => ({ name, text: text.replace(find, replace) }));
  expect(changed).not.toEqual(files);
  return post(changed);
}
async function post(files: object[]): Promise<string> {
  const answer = await policy.send('POST', '/v1/bundles', { as: 'voss', body: { files } });
  expect(answer.status).toBe(201);
  return (answer.body as { hash: string }).hash;
}
const wider = () =>
  draft(
    'unless { context.agreement.categories.contains(context.category) };',
    'unless { context.agreement.categories.contains(context.category) || context.category == "FINANCE" };',
  );
const simulate = (hash: string, as = 'voss', body: object = period) =>
  policy.send('POST', `/v1/bundles/${hash}/simulate`, { as, body });
const read = (id: string, as = 'voss') => policy.send('GET', `/v1/simulations/${id}`, { as });

async function ended(hash: string): Promise<Record<string, unknown>> {
  const { body } = await simulate(hash);
  const { id } = body as { id: string };
  await eventually(async () => ((await read(id)).body as { endedAt: string | null }).endedAt !== null);
  return (await read(id)).body as Record<string, unknown>;
}
const lines = async (id: string, as: string): Promise<Record<string, Record<string, unknown>>[]> =>
  (await policy.send('GET', `/v1/simulations/${id}/results`, { as })).body as Record<string, Record<string, unknown>>[];

describe('a past answer', () => {
  it('that no rules made is nothing that other rules could change', async () => {
    const engine = new CompiledEngine(await loadBundle('policies'));
    const past = {
      request: {},
      facts: {},
      decision: { outcome: 'permit', rule: 'own-record' },
    } as unknown as Remembered;
    expect(compareDecisions(past, engine)).toBeNull();
    expect(compareDecisions({ ...past, decision: { ...past.decision, rule: 'direct-care' } }, engine)).not.toBeNull();
  });
});

describe('a shadow replay', () => {
  it('of rules that say the same finds nothing', async () => {
    const same = await ended(await post(await reworded('Now')));
    expect(same).toMatchObject({
      state: 'done',
      total: 6,
      done: 6,
      newlyAllowed: 0,
      newlyDenied: 0,
      residentsExposed: 0,
    });
  });

  it('shows exactly who would newly see what, and of whom', async () => {
    const found = await ended(await wider());
    expect(found).toMatchObject({ state: 'done', newlyAllowed: 3, newlyDenied: 0, residentsExposed: 1, unreadable: 0 });
    const [{ rows }] = [
      await policy.admin.query('SELECT * FROM policy.simulation_difference WHERE simulation_id = $1', [found['id']]),
    ];
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      ...{ change: 'newly-allowed', requester_id: PEOPLE.pell.id, resident_id: resident.id, category: 'FINANCE' },
      ...{ rule_before: 'category-not-in-agreement', rule_after: 'direct-care' },
    });
  });

  it('shows what would newly be denied', async () => {
    const narrower = await draft(
      'unless { principal.status == "active" };',
      'unless { principal.status == "active" && context.category != "MEDS" };',
    );
    expect(await ended(narrower)).toMatchObject({ newlyAllowed: 0, newlyDenied: 2, residentsExposed: 0 });
  });

  it('streams its differences and ends with its result; itemised for officers of the agencies concerned only', async () => {
    const { id } = (await ended(await wider())) as { id: string };
    const [last, ...items] = (await lines(id, 'voss')).reverse();
    expect(last!['simulation']).toMatchObject({ id, state: 'done', newlyAllowed: 3 });
    expect(items).toEqual([]);
    await policy.admin.query(`UPDATE policy.simulation_difference SET source = 'NM-ASC' WHERE simulation_id = $1`, [
      id,
    ]);
    expect((await lines(id, 'voss')).filter((line) => 'difference' in line)).toHaveLength(3);
  });

  it('counts what no key opens any more, and goes on', async () => {
    const { rows } = await policy.admin.query<{ resident_id: string; wrapped_key: Buffer }>(
      'DELETE FROM consent.resident_key WHERE resident_id = $1 RETURNING *',
      [resident.id],
    );
    expect(await ended(await wider())).toMatchObject({ state: 'done', done: 6, unreadable: 6, newlyAllowed: 0 });
    await policy.admin.query('INSERT INTO consent.resident_key VALUES ($1, $2)', [resident.id, rows[0]!.wrapped_key]);
  });

  it('looks at the decisions of the period only', async () => {
    const hash = await wider();
    const { body } = await simulate(hash, 'voss', { from: '2020-01-01T00:00:00Z', until: '2020-02-01T00:00:00Z' });
    expect(body).toMatchObject({ total: 0 });
  });

  it('can be cancelled, once', async () => {
    const hash = await wider();
    const { body } = await simulate(hash);
    const { id } = body as { id: string };
    const cancelled = await policy.send('DELETE', `/v1/simulations/${id}`, { as: 'voss' });
    const { state } = (await read(id)).body as { state: string };
    expect([cancelled.status, state]).toEqual(cancelled.status === 200 ? [200, 'cancelled'] : [409, 'done']);
    expect((await policy.send('DELETE', `/v1/simulations/${id}`, { as: 'voss' })).status).toBe(409);
  });

  it('is an entry of the log, and for policy authors and leads', async () => {
    expect((await simulate(await wider(), 'stone')).status).toBe(403);
    expect((await simulate('0'.repeat(64))).status).toBe(404);
    expect((await simulate(await wider(), 'voss', { from: period.until, until: period.from })).status).toBe(400);
    expect((await policy.entries('bundle-simulate')).length).toBeGreaterThan(0);
  });

  it('changes no epoch: nothing that decides reads it', async () => {
    const before = await policy.epoch('place');
    await ended(await wider());
    expect(await policy.epoch('place')).toBe(before);
  });
});
