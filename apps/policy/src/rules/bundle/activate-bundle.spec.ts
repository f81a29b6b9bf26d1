import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkedDraft, reworded } from '../../testing/drafts.js';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';

let policy: RunningPolicy;
let first: string;
let draft: string;
beforeAll(async () => {
  policy = await runPolicy();
  first = await inForce();
  draft = await checkedDraft(policy, 'Now');
});
afterAll(() => policy.stop());

const activate = (hash: string, as: string, body: object = {}) =>
  policy.send('POST', `/v1/bundles/${hash}/activate`, { as, body });
const check = (hash: string) => policy.send('POST', `/v1/bundles/${hash}/check`, { as: 'voss' });
const rollBack = (as: string) => policy.send('POST', '/v1/bundles/rollback', { as, body: { reason: 'spec' } });
const stateOf = async (hash: string): Promise<unknown> =>
  (await policy.send('GET', `/v1/bundles/${hash}`, { as: 'stone' })).body;
async function inForce(): Promise<string> {
  const { rows } = await policy.admin.query<{ hash: string }>('SELECT policy.bundle_in_force_v1() AS hash');
  return rows[0]!.hash;
}
async function facts(): Promise<unknown> {
  const { rows } = await policy.admin.query<{ now: unknown }>('SELECT policy.bundle_now_v1() AS now');
  return rows[0]!.now;
}
const moveClock = (offset: string) => policy.admin.query('SELECT fence.set_clock_offset_v1($1)', [offset]);

describe('approving', () => {
  it('takes another officer than the author, and fences the place', async () => {
    const alone = await activate(draft, 'voss');
    expect([alone.status, alone.body.code]).toEqual([403, 'second-person-needed']);
    expect((await activate(draft, 'stone')).status).toBe(403);
    expect(await inForce()).toBe(first);
    const before = await policy.epoch('place');
    const answer = await activate(draft, 'marsh');
    expect(answer.body).toEqual({ hash: draft, effectiveAt: expect.any(String) });
    expect(await policy.epoch('place')).toBeGreaterThan(before);
    expect(await inForce()).toBe(draft);
    const [entry] = await policy.entries('bundle-activate');
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({ bundle: draft, before: first });
    expect((await activate(draft, 'marsh')).body.code).toBe('state-unchanged');
  });

  it('asks for a check against what is in force now', async () => {
    expect((await activate(first, 'marsh')).body.code).toBe('bundle-not-checked');
    const later = await checkedDraft(policy, 'Later');
    await check(first);
    expect((await activate(first, 'marsh')).status).toBe(200);
    expect((await activate(later, 'marsh')).body.code).toBe('bundle-check-stale');
    await policy.admin.query(`UPDATE policy.bundle_report SET product_version = '0.0.0' WHERE hash = $1`, [draft]);
    expect((await activate(draft, 'marsh')).body.code).toBe('bundle-check-stale');
  });

  it('of one of two at a time leaves one in force and an entry for each that took effect', async () => {
    await check(draft);
    const entries = (await policy.entries('bundle-activate')).length;
    const answers = await Promise.all([activate(draft, 'marsh'), activate(draft, 'second')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await policy.entries('bundle-activate')).toHaveLength(entries + 1);
  });

  it('is refused for what is not there, and for a moment that has passed', async () => {
    expect((await activate('0'.repeat(64), 'marsh')).status).toBe(404);
    expect((await activate('latest', 'marsh')).status).toBe(404);
    await check(first);
    const past = await activate(first, 'marsh', { effectiveAt: '2020-01-01T00:00:00Z' });
    expect([past.status, past.body.code]).toEqual([400, 'effective-at-invalid']);
    expect((await activate(first, 'marsh', { effectiveAt: 'soon' })).status).toBe(400);
  });
});

describe('a moment to come', () => {
  const HOUR = 3_600_000;

  it('brings a bundle into force by the clock alone, and no decision may outlive it', async () => {
    const effectiveAt = new Date(Date.now() + HOUR).toISOString();
    expect((await activate(first, 'marsh', { effectiveAt })).body).toEqual({ hash: first, effectiveAt });
    expect(await stateOf(first)).toMatchObject({ state: 'approved', effectiveAt });
    expect(await facts()).toMatchObject({ hash: draft, suspended: false });
    expect(new Date(((await facts()) as { until: string }).until).toISOString()).toBe(effectiveAt);
    await moveClock('2 hours');
    expect(await facts()).toEqual({ hash: first, until: null, suspended: false });
    expect(await stateOf(draft)).toMatchObject({ state: 'past' });
    await moveClock('0');
    expect(await inForce()).toBe(draft);
  });

  it('is called off by putting in force what is in force', async () => {
    expect((await activate(draft, 'marsh')).status).toBe(200);
    await moveClock('2 hours');
    expect(await facts()).toMatchObject({ hash: draft, until: null });
    await moveClock('0');
  });
});

describe('going back', () => {
  it('takes one lead alone, who says why, and fences', async () => {
    expect((await rollBack('voss')).status).toBe(403);
    expect((await policy.send('POST', '/v1/bundles/rollback', { as: 'marsh', body: {} })).status).toBe(400);
    const before = await policy.epoch('place');
    expect((await rollBack('marsh')).body).toMatchObject({ hash: first });
    expect(await policy.epoch('place')).toBeGreaterThan(before);
    expect(await inForce()).toBe(first);
    expect(await policy.entries('bundle-rollback')).toHaveLength(1);
    expect((await rollBack('marsh')).body.code).toBe('nothing-to-go-back-to');
  });

  it('opens again what was stopped, and passes over what is stopped', async () => {
    await check(draft);
    await activate(draft, 'marsh');
    const stop = (hash: string, as: string, act = 'stop') =>
      policy.send('POST', `/v1/bundles/${hash}/${act}`, { as, body: { reason: 'it answers wrongly' } });
    expect((await stop(draft, 'voss')).status).toBe(403);
    expect((await stop(draft, 'marsh')).body).toMatchObject({
      inForce: true,
      stopped: { reason: 'it answers wrongly' },
    });
    expect(await facts()).toMatchObject({ hash: draft, suspended: true });
    expect((await stop(draft, 'marsh')).body.code).toBe('state-unchanged');
    await stop(first, 'marsh');
    expect((await rollBack('marsh')).body.code).toBe('nothing-to-go-back-to');
    await stop(first, 'second', 'resume');
    expect((await rollBack('marsh')).body).toMatchObject({ hash: first });
    expect(await facts()).toEqual({ hash: first, until: null, suspended: false });
    await check(draft);
    expect((await activate(draft, 'marsh')).body.code).toBe('bundle-stopped');
    expect((await stop('0'.repeat(64), 'marsh')).status).toBe(404);
  });
});

describe('a check', () => {
  const [principal, action] = [
    { type: 'Requester', id: 'x' },
    { type: 'Action', id: 'read' },
  ];
  const request = { principal, action, resource: { type: 'Resident', id: 'y' }, context: {}, entities: [] };
  const counterexample = {
    ...{ words: 'a surveyor of a housing agency could see medicines', request, rule: null },
    named: 'Varga, Margaret, HOUSADAPT',
  };
  const disproved = {
    ...{ id: 'no-meds', says: 'Housing never sees medicines.', file: 'invariants/housing.yaml', line: 7 },
    ...{ proved: false, classes: 12, ms: 3, counterexample },
  };
  let other: string;
  beforeAll(async () => {
    const { body } = await policy.send('POST', '/v1/bundles', { as: 'voss', body: { files: await reworded('Other') } });
    other = (body as { hash: string }).hash;
  });

  it('that fails is answered with file, line, rule and counterexample, and bars the way', async () => {
    expect((await policy.send('GET', `/v1/bundles/${other}/report`, { as: 'marsh' })).status).toBe(404);
    const tests = {
      ran: 2,
      failed: [{ file: 'tests/d2.yaml', line: 4, says: 'Varga sees MEDS', expected: 'no', seen: 'yes', rule: 'x' }],
    };
    const { proofs } = await policy.check.check({ bundle: { hash: other, files: [] }, inForce: null });
    policy.check.finds = { passed: false, tests, proofs: { ...proofs, proved: false, invariants: [disproved] } };
    const errors = [
      { field: 'tests/d2.yaml:4', rule: 'x', detail: 'Varga sees MEDS: expected no, but yes' },
      {
        ...{ field: 'invariants/housing.yaml:7', rule: 'no-meds' },
        detail: expect.stringMatching(
          /does not hold: a surveyor .* medicines \(for example Varga, Margaret, HOUSADAPT\)/,
        ),
      },
    ];
    const report = await check(other);
    expect(report).toMatchObject({ status: 200, body: { passed: false, against: first, errors } });
    policy.check.finds = {};
    expect((await policy.send('GET', `/v1/bundles/${other}/report`, { as: 'stone' })).body).toEqual(report.body);
    expect(await stateOf(other)).toMatchObject({ state: 'failed', checkedAt: report.body.at });
    const refused = await activate(other, 'marsh');
    expect(refused).toMatchObject({ status: 422, body: { code: 'bundle-check-failed', errors } });
    expect(await inForce()).toBe(first);
  });

  it('that finds a promise of the rules in force lost bars the way until it is given up by name', async () => {
    const lost = {
      id: 'no-meds',
      says: 'Housing never sees medicines.',
      stated: false,
      holds: true,
      counterexample: null,
    };
    policy.check.finds = { standing: [lost, { ...lost, id: 'kept', stated: true }] };
    await check(other);
    policy.check.finds = {};
    const refused = await activate(other, 'marsh');
    expect(refused).toMatchObject({ status: 422, body: { code: 'invariants-lost' } });
    expect(refused.body.errors).toMatchObject([
      { rule: 'no-meds', detail: expect.stringContaining('no longer states') },
    ]);
    expect((await activate(other, 'marsh', { dropping: ['no-meds'] })).status).toBe(200);
    const entries = await policy.entries('bundle-activate');
    expect(entries.at(-1)!.open(policy.ring.placeKey('place'))).toMatchObject({ dropping: ['no-meds'] });
  });

  it('comes with the difference to what is in force, for any officer', async () => {
    const difference = (hash: string, from = '') =>
      policy.send('GET', `/v1/bundles/${hash}/difference${from}`, { as: 'stone' });
    expect((await difference(first)).body).toMatchObject({
      ...{ before: other, after: first, says: ['No one would see more or less.'] },
      cedar: { added: [], removed: [], changed: [{ after: expect.not.stringContaining('Other: ') }] },
    });
    expect((await difference(other, `?from=${other}`)).body).toMatchObject({ cedar: { changed: [] } });
    expect((await difference(other, `?from=${'0'.repeat(64)}`)).status).toBe(404);
    expect((await difference(other, '?from=latest')).status).toBe(400);
  });

  it('is for authors and leads, is an entry, and asks about what is in force as well', async () => {
    for (const as of ['stone', 'pell', 'reach']) {
      expect((await policy.send('POST', `/v1/bundles/${other}/check`, { as })).status).toBe(403);
    }
    const entries = (await policy.entries('bundle-check')).length;
    await check(first);
    expect(policy.check.asked.at(-1)).toMatchObject({ bundle: { hash: first }, inForce: { hash: other } });
    expect(await policy.entries('bundle-check')).toHaveLength(entries + 1);
  });
});
