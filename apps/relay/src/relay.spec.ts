import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openDelivery } from '#libs/sealing';
import { SAID_OF_REFUSALS } from './release/asked.js';
import { eventually, RelayCaller } from './testing/relay-caller.js';
import { startSmallPlace, type SmallPlace } from './testing/small-place.js';

let place: SmallPlace;
let at: RelayCaller;

beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
});
afterAll(() => place.stop());

it('tells its operator how far behind it is', async () => {
  const metrics = await (await fetch(`${place.relay.url}/metrics`)).text();
  expect(metrics).toMatch(/^relay_unshipped_oldest_seconds\{app="relay"\} \d/m);
  expect(metrics).toMatch(/^relay_work_oldest_seconds\{app="relay"\} \d/m);
});

it('tells its operator of a change that it does not know, and goes on with its resident', async () => {
  await at.announce('moved', randomUUID());
  const metrics = await eventually(
    async () => (await fetch(`${place.relay.url}/metrics`)).text(),
    (page) => /^relay_changes_not_understood_total\{app="relay"\} 1$/m.test(page),
  );
  expect(metrics).toMatch(/^relay_changes_not_understood_total\{app="relay"\} 1$/m);
  const parked = await place.admin.query('SELECT 1 FROM messaging.consumer_mark WHERE parked IS NOT NULL');
  expect(parked.rowCount).toBe(0);
});

it('tells the log’s sequencer of what it recorded, so that it need not look', async () => {
  const heard = new Promise((resolve) => place.admin.once('notification', ({ channel }) => resolve(channel)));
  await place.admin.query('LISTEN "audit.staging"');
  await place.call('pell', 'GET', `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=MEDS`);
  expect(await heard).toBe('audit.staging');
  await place.admin.query('UNLISTEN *');
});

describe('direct care, under an agreement', () => {
  it('offers, opens and shows exactly what was agreed, each with one audit entry', async () => {
    let record = '';
    const delivery = await at.nextDelivery('REACH', async () => {
      record = await at.post('NM-ACUTE', 'MEDS', { medication: 'paracetamol' });
    });
    expect(await at.states('NM-ACUTE', record)).toContainEqual(
      expect.objectContaining({ agency: 'REACH', state: 'offered', basis: 'DIRECT_CARE' }),
    );
    const [opening] = await at.open('REACH', [delivery.id]);
    expect(opening!.outcome).toBe('permit');
    const payload = await openDelivery(delivery.sealed!, Buffer.from(opening!.contentKey!, 'base64url'), delivery.id);
    expect(payload).toMatchObject({
      person: { localId: 'REACH-77', familyName: 'Hale', nhsNumber: '9990000018' },
      record: { category: 'MEDS', body: { medication: 'paracetamol' } },
      agreement: 'D1',
    });
    expect(await at.states('NM-ACUTE', record)).toContainEqual(
      expect.objectContaining({ agency: 'REACH', state: 'opened' }),
    );
    const view = await place.call(
      'pell',
      'GET',
      `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=MEDS`,
    );
    expect((view.body as { records: unknown[] }).records).toContainEqual(
      expect.objectContaining({ body: { medication: 'paracetamol' } }),
    );
    const { rows } = await place.admin.query(
      `SELECT (SELECT count(*) FROM relay.disclosure)::int AS disclosures,
        (SELECT count(*) FROM audit.staging s WHERE s.kind = 'disclosure')::int AS entries`,
    );
    expect(rows[0].disclosures).toBe(rows[0].entries);
  });

  it('denies what the agreement does not name, the same with and without data', async () => {
    const ask = () =>
      place.call('pell', 'GET', `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=FINANCE`);
    const without = await ask();
    await at.post('NM-ASC', 'FINANCE', { income: 1 });
    const withData = await ask();
    const strip = (answer: { body: unknown }): unknown =>
      JSON.parse(JSON.stringify(answer.body, (key, value: unknown) => (key === 'entryId' ? '' : value)));
    expect(without).toMatchObject({
      status: 200,
      body: { records: [], decisions: [{ outcome: 'deny', reason: 'category-not-in-agreement' }] },
    });
    expect(strip(withData)).toEqual(strip(without));
  });
});

describe('explicit consent and its end', () => {
  it('needs her agreement, redacts what D2 names, and ends with her withdrawal', async () => {
    const record = await at.post('NM-ASC', 'FUNCTION', { stairs: 'with help', diagnosis: 'hip fracture' });
    const before = await eventually(
      () => at.states('NM-ASC', record),
      (rows) => rows.some((row) => row.agency === 'HARBOUR'),
    );
    expect(before.find((row) => row.agency === 'HARBOUR')).toMatchObject({ state: 'refused', reason: 'needs-consent' });

    let directive = '';
    const first = await at.nextDelivery('HARBOUR', async () => {
      directive = await at.give('HARBOUR', ['FUNCTION']);
    });
    const [opening] = await at.open('HARBOUR', [first.id]);
    const payload = await openDelivery(first.sealed!, Buffer.from(opening!.contentKey!, 'base64url'), first.id);
    expect(payload).toMatchObject({
      record: { body: { stairs: 'with help', diagnosis: '[redacted]' }, redacted: ['diagnosis'] },
    });
    expect(payload).not.toHaveProperty('person.nhsNumber');

    await at.withdraw(directive);
    expect(await at.open('HARBOUR', [first.id])).toMatchObject([{ outcome: 'deny' }]);
    expect((await at.feed('HARBOUR')).every((item) => item.sealed === null)).toBe(true);
    const recalls = await eventually(
      () => place.call('harbour', 'GET', '/v1/recalls'),
      (answer) => (answer.body as { recalls: unknown[] }).recalls.length > 0,
    );
    const [recall] = (recalls.body as { recalls: { id: string; deliveryId: string; cause: string }[] }).recalls;
    expect(recall).toMatchObject({ deliveryId: first.id, cause: 'withdrawn' });
    expect(
      (await place.call('harbour', 'POST', `/v1/recalls/${recall!.id}/answers`, { answer: 'received' })).status,
    ).toBe(204);
    expect(
      (await place.call('reach', 'POST', `/v1/recalls/${recall!.id}/answers`, { answer: 'received' })).status,
    ).toBe(404);
    const kept = { answer: 'kept', processor: 'FIXRIGHT', reason: 'warranty of the rail', keptUntil: '2027-01-31' };
    const answer = (body: object) => place.call('harbour', 'POST', `/v1/recalls/${recall!.id}/answers`, body);
    expect(await answer({ ...kept, processor: 'NOBODY' })).toMatchObject({
      status: 400,
      body: { code: 'unknown-processor' },
    });
    expect((await answer(kept)).status).toBe(204);
    const told = (await place.call('harbour', 'GET', '/v1/recalls')).body as { recalls: { answers: object[] }[] };
    expect(told.recalls[0]!.answers).toMatchObject([{ answer: 'received', processor: '' }, kept]);
    const { rows: stored } = await place.admin.query<{ sealed_reason: Buffer }>(
      'SELECT sealed_reason FROM relay.recall_answer ORDER BY 1 LIMIT 1',
    );
    expect(stored[0]!.sealed_reason.toString('latin1')).not.toContain('warranty');
    const { rows } = await place.admin.query('SELECT state, wrapped_key FROM relay.delivery WHERE id = $1', [first.id]);
    expect(rows[0]).toEqual({ state: 'destroyed', wrapped_key: null });
  });

  it('back-fills with a new delivery when she agrees again; the dead one stays dead', async () => {
    const dead = (await at.feed('HARBOUR')).map((item) => item.id);
    const denied = async () =>
      (
        await place.admin.query(
          `SELECT count(*)::int AS n FROM relay.disclosure WHERE kind = 'offer' AND outcome = 'deny'`,
        )
      ).rows[0].n as number;
    const before = await denied();
    const fresh = await at.nextDelivery('HARBOUR', () => at.give('HARBOUR', ['FUNCTION']));
    // What still is refused is not refused again: lines that came with every change would tell of changes left out.
    expect([before > 0, await denied()]).toEqual([true, before]);
    expect((await at.open('HARBOUR', [...dead, fresh.id])).map((item) => item.outcome)).toEqual([
      ...dead.map(() => 'deny'),
      'permit',
    ]);
  });
});

describe('a lock that is held for longer than a disclosure may wait', () => {
  it('refuses an opening for the moment, in words of its own, and the feed does not go past it', async () => {
    const before = await at.feed('REACH');
    const { id } = await at.nextDelivery('REACH', () => at.post('NM-ACUTE', 'MEDS', { medication: 'enoxaparin' }));
    await place.admin.query('BEGIN');
    await place.admin.query('SELECT fence.touch_residents_v1(ARRAY[$1::uuid])', [place.resident]);
    const [[opening], feed] = await Promise.all([at.open('REACH', [id]), at.feed('REACH')]);
    await place.admin.query('ROLLBACK');
    expect(opening).toMatchObject({ outcome: 'deny', reason: 'busy', explain: SAID_OF_REFUSALS.busy });
    expect([feed, before.length > 0]).toEqual([[], true]);
    expect(await at.open('REACH', [id])).toMatchObject([{ outcome: 'permit' }]);
    expect((await at.feed('REACH')).some((item) => item.id === id && item.sealed !== null)).toBe(true);
  });
});

describe('a temporary bar', () => {
  it('refuses what waits, and once it is lifted the record comes in a new delivery', async () => {
    const { id: barred } = await at.nextDelivery('REACH', () =>
      at.post('NM-ACUTE', 'MEDS', { medication: 'apixaban' }),
    );
    const restriction = randomUUID();
    await place.admin.query(
      `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES ($1, $2, 'accuracy', 'spec')`,
      [restriction, place.resident],
    );
    expect(await at.open('REACH', [barred])).toMatchObject([{ outcome: 'deny', reason: 'restricted' }]);
    await place.admin.query('UPDATE consent.restriction SET ends_at = fence.domain_now() WHERE id = $1', [restriction]);
    const fresh = await at.nextDelivery('REACH', () => at.announce('restriction-lifted', restriction));
    expect(await at.open('REACH', [fresh.id, barred])).toMatchObject([
      { outcome: 'permit' },
      { outcome: 'deny', reason: 'gone' },
    ]);
  });
});

describe('a withdrawal', () => {
  it('during a restriction destroys keys and recalls, though the restriction is what a denial tells of', async () => {
    let directive = '';
    await at.post('NM-ASC', 'EQUIPMENT', { rail: 'stairs' });
    const delivery = await at.nextDelivery('HARBOUR', async () => {
      directive = await at.give('HARBOUR', ['EQUIPMENT']);
    });
    await at.open('HARBOUR', [delivery.id]);
    const restriction = randomUUID();
    await place.admin.query(
      `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES ($1, $2, 'accuracy', 'spec')`,
      [restriction, place.resident],
    );
    await at.withdraw(directive);
    const sql = `SELECT d.state, d.wrapped_key, r.cause FROM relay.delivery d LEFT JOIN relay.recall r ON r.delivery_id = d.id
      WHERE d.id = $1`;
    const { rows } = await eventually(
      () => place.admin.query<{ state: string }>(sql, [delivery.id]),
      (seen) => seen.rows[0]!.state === 'destroyed',
    );
    expect(rows).toEqual([{ state: 'destroyed', wrapped_key: null, cause: 'withdrawn' }]);
    await place.admin.query('UPDATE consent.restriction SET ends_at = fence.domain_now() WHERE id = $1', [restriction]);
  });
});

describe('a record sent under the wrong person', () => {
  it('is fenced, recalled and no longer shown', async () => {
    let record = '';
    const delivery = await at.nextDelivery('REACH', async () => {
      record = await at.post('NM-ACUTE', 'DISCHARGE', { pathway: 1 });
    });
    await at.open('REACH', [delivery.id]);
    expect((await place.call('reach', 'POST', `/v1/records/${record}/retract`)).status).toBe(404);
    expect((await place.call('nm-acute', 'POST', `/v1/records/${record}/retract`)).status).toBe(200);
    expect(await at.open('REACH', [delivery.id])).toMatchObject([{ outcome: 'deny', reason: 'gone' }]);
    const recalls = await place.call('reach', 'GET', '/v1/recalls');
    expect((recalls.body as { recalls: unknown[] }).recalls).toContainEqual(
      expect.objectContaining({ deliveryId: delivery.id, cause: 'retracted' }),
    );
    const view = await place.call(
      'pell',
      'GET',
      `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=DISCHARGE`,
    );
    expect((view.body as { records: unknown[] }).records).toEqual([]);
  });
});
