import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openDelivery } from '#libs/sealing';
import { startSmallPlace, type SmallPlace } from './testing/small-place.js';

let place: SmallPlace;

beforeAll(async () => {
  place = await startSmallPlace();
});
afterAll(() => place.stop());

/** Asks again until it holds; the dispatcher works in the background. */
async function eventually<T>(ask: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (let left = 100; ; left--) {
    const seen = await ask();
    if (holds(seen) || left === 0) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function post(
  source: string,
  category: string,
  body: object,
  version = 1,
  sourceId: string = randomUUID(),
): Promise<string> {
  const answer = await place.call(source.toLowerCase(), 'POST', '/v1/records', {
    resident: place.pseudonyms[source],
    sourceId,
    sourceVersion: version,
    category,
    body,
  });
  expect(answer).toMatchObject({ status: 201, body: { status: 'accepted' } });
  return (answer.body as { id: string }).id;
}

interface State {
  agency: string;
  state: string;
  reason: string | null;
  basis: string | null;
  openedAt: string | null;
}

async function states(source: string, record: string): Promise<State[]> {
  const answer = await place.call(source.toLowerCase(), 'GET', `/v1/records/${record}/deliveries`);
  return (answer.body as { deliveries: State[] }).deliveries;
}

async function feed(agency: string): Promise<{ id: string; seq: number; sealed: string | null }[]> {
  const answer = await place.call(agency.toLowerCase(), 'GET', '/v1/deliveries');
  return (answer.body as { deliveries: { id: string; seq: number; sealed: string | null }[] }).deliveries;
}

async function open(
  agency: string,
  ids: string[],
): Promise<{ outcome: string; reason?: string; contentKey?: string }[]> {
  const answer = await place.call(agency.toLowerCase(), 'POST', '/v1/deliveries/open', { deliveries: ids });
  expect(answer.status).toBe(200);
  return (answer.body as { openings: { outcome: string; reason?: string; contentKey?: string }[] }).openings;
}

async function give(recipient: string, categories: string[]): Promise<string> {
  const id = randomUUID();
  await place.admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel, recorded_by)
     VALUES ($1, 1, $2, 'ConsentGiven', ARRAY[$3], $4, ARRAY['HOUSADAPT'], fence.domain_now(), 'online', 'spec')`,
    [id, place.resident, recipient, categories],
  );
  await announce('given', id);
  return id;
}

async function withdraw(id: string): Promise<void> {
  await place.admin.query('BEGIN');
  await place.admin.query('UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1', [id]);
  await place.admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel, recorded_by)
     SELECT id, 2, resident_id, 'ConsentWithdrawn', recipients, categories, purposes, starts_at, channel, recorded_by
     FROM consent.directive WHERE id = $1 AND version = 1`,
    [id],
  );
  await place.admin.query('COMMIT');
  await announce('withdrawn', id);
}

/** What consent publishes in its own transaction. */
async function announce(change: string, directiveId: string): Promise<void> {
  await place.admin.query(`SELECT messaging.publish_v1($1, 'consent.changes.v1', $2, $3, 'directive.changed.v1', $4)`, [
    `consent.${place.resident}`,
    place.resident,
    randomUUID(),
    { residentId: place.resident, directiveId, change },
  ]);
}

describe('direct care, under an agreement', () => {
  it('offers, opens and shows exactly what was agreed, each with one audit entry', async () => {
    const record = await post('NM-ACUTE', 'MEDS', { medication: 'paracetamol' });
    const seen = await eventually(
      () => states('NM-ACUTE', record),
      (rows) => rows.some((row) => row.state === 'offered'),
    );
    expect(seen).toContainEqual(expect.objectContaining({ agency: 'REACH', state: 'offered', basis: 'DIRECT_CARE' }));
    const [delivery] = (await feed('REACH')).slice(-1);
    const [opening] = await open('REACH', [delivery!.id]);
    expect(opening!.outcome).toBe('permit');
    const payload = await openDelivery(delivery!.sealed!, Buffer.from(opening!.contentKey!, 'base64url'), delivery!.id);
    expect(payload).toMatchObject({
      person: { localId: 'REACH-77', familyName: 'Hale', nhsNumber: '9990000018' },
      record: { category: 'MEDS', body: { medication: 'paracetamol' } },
      agreement: 'D1',
    });
    expect(await states('NM-ACUTE', record)).toContainEqual(
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
    await post('NM-ASC', 'FINANCE', { income: 1 });
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
    const record = await post('NM-ASC', 'FUNCTION', { stairs: 'with help', diagnosis: 'hip fracture' });
    const before = await eventually(
      () => states('NM-ASC', record),
      (rows) => rows.some((row) => row.agency === 'HARBOUR'),
    );
    expect(before.find((row) => row.agency === 'HARBOUR')).toMatchObject({ state: 'refused', reason: 'needs-consent' });

    const directive = await give('HARBOUR', ['FUNCTION']);
    await eventually(
      () => states('NM-ASC', record),
      (rows) => rows.some((row) => row.agency === 'HARBOUR' && row.state === 'offered'),
    );
    const [first] = (await feed('HARBOUR')).slice(-1);
    const [opening] = await open('HARBOUR', [first!.id]);
    const payload = await openDelivery(first!.sealed!, Buffer.from(opening!.contentKey!, 'base64url'), first!.id);
    expect(payload).toMatchObject({
      record: { body: { stairs: 'with help', diagnosis: '[redacted]' }, redacted: ['diagnosis'] },
    });
    expect(payload).not.toHaveProperty('person.nhsNumber');

    await withdraw(directive);
    expect(await open('HARBOUR', [first!.id])).toMatchObject([{ outcome: 'deny' }]);
    expect((await feed('HARBOUR')).every((item) => item.sealed === null)).toBe(true);
    const recalls = await eventually(
      () => place.call('harbour', 'GET', '/v1/recalls'),
      (answer) => (answer.body as { recalls: unknown[] }).recalls.length > 0,
    );
    const [recall] = (recalls.body as { recalls: { id: string; deliveryId: string; cause: string }[] }).recalls;
    expect(recall).toMatchObject({ deliveryId: first!.id, cause: 'withdrawn' });
    expect(
      (await place.call('harbour', 'POST', `/v1/recalls/${recall!.id}/answers`, { answer: 'received' })).status,
    ).toBe(204);
    expect(
      (await place.call('reach', 'POST', `/v1/recalls/${recall!.id}/answers`, { answer: 'received' })).status,
    ).toBe(404);
    const kept = { answer: 'kept', processor: 'FIXRIGHT', reason: 'warranty of the rail', keptUntil: '2027-01-31' };
    expect((await place.call('harbour', 'POST', `/v1/recalls/${recall!.id}/answers`, kept)).status).toBe(204);
    const told = (await place.call('harbour', 'GET', '/v1/recalls')).body as { recalls: { answers: object[] }[] };
    expect(told.recalls[0]!.answers).toMatchObject([{ answer: 'received', processor: '' }, kept]);
    const { rows: stored } = await place.admin.query<{ sealed_reason: Buffer }>(
      'SELECT sealed_reason FROM relay.recall_answer ORDER BY 1 LIMIT 1',
    );
    expect(stored[0]!.sealed_reason.toString('latin1')).not.toContain('warranty');
    const { rows } = await place.admin.query('SELECT state, wrapped_key FROM relay.delivery WHERE id = $1', [
      first!.id,
    ]);
    expect(rows[0]).toEqual({ state: 'destroyed', wrapped_key: null });
  });

  it('back-fills with a new delivery when she agrees again; the dead one stays dead', async () => {
    const dead = (await feed('HARBOUR')).map((item) => item.id);
    await give('HARBOUR', ['FUNCTION']);
    const now = await eventually(
      () => feed('HARBOUR'),
      (items) => items.some((item) => item.sealed !== null),
    );
    const fresh = now.filter((item) => !dead.includes(item.id));
    expect(fresh).toHaveLength(1);
    expect((await open('HARBOUR', [...dead, fresh[0]!.id])).map((item) => item.outcome)).toEqual([
      ...dead.map(() => 'deny'),
      'permit',
    ]);
  });
});

describe('a temporary bar', () => {
  it('refuses what waits, and once it is lifted the record comes in a new delivery', async () => {
    await post('NM-ACUTE', 'MEDS', { medication: 'apixaban' });
    const waiting = await eventually(
      () => feed('REACH'),
      (items) => items.at(-1)?.sealed !== null,
    );
    const barred = waiting.at(-1)!.id;
    const restriction = randomUUID();
    await place.admin.query(
      `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES ($1, $2, 'accuracy', 'spec')`,
      [restriction, place.resident],
    );
    expect(await open('REACH', [barred])).toMatchObject([{ outcome: 'deny', reason: 'restricted' }]);
    await place.admin.query('UPDATE consent.restriction SET ends_at = fence.domain_now() WHERE id = $1', [restriction]);
    await announce('restriction-lifted', restriction);
    const fresh = await eventually(
      () => feed('REACH'),
      (items) => items.at(-1)?.id !== barred && items.at(-1)?.sealed !== null,
    );
    expect(await open('REACH', [fresh.at(-1)!.id, barred])).toMatchObject([
      { outcome: 'permit' },
      { outcome: 'deny', reason: 'gone' },
    ]);
  });
});

describe('bad input', () => {
  const update = (over: object) => ({
    resident: place.pseudonyms['NM-ASC'],
    sourceId: 's1',
    sourceVersion: 1,
    category: 'MEDS',
    body: {},
    ...over,
  });

  it.each([
    ['an unknown field', { surprise: 1 }, 400],
    ['an unknown category', { category: 'HOROSCOPE' }, 400],
    ['a pseudonym of nobody', { resident: 'a'.repeat(26) }, 400],
    ['an NHS number for a pseudonym', { resident: '9990000018' }, 400],
    ['a body over 64 kB', { body: { text: 'x'.repeat(70_000) } }, 400],
  ])('refuses %s and stores nothing', async (_what, over, status) => {
    const before = await place.admin.query('SELECT count(*) FROM relay.record');
    const answer = await place.call('nm-asc', 'POST', '/v1/records', update(over));
    expect(answer).toMatchObject({ status, body: { type: expect.stringMatching(/^urn:/) } });
    expect(JSON.stringify(answer.body)).not.toContain('9990000018');
    expect((await place.admin.query('SELECT count(*) FROM relay.record')).rows).toEqual(before.rows);
  });

  it('takes the same twice once, refuses other content under the same version, and refuses a stale version', async () => {
    const sourceId = randomUUID();
    const send = (sourceVersion: number, body: object) =>
      place.call('nm-asc', 'POST', '/v1/records', update({ sourceId, sourceVersion, body }));
    const first = await send(2, { a: 1, b: 2 });
    expect(await send(2, { b: 2, a: 1 })).toMatchObject({
      status: 201,
      body: { status: 'duplicate', id: (first.body as { id: string }).id },
    });
    expect(await send(2, { a: 2 })).toMatchObject({ status: 409, body: { code: 'record-conflict' } });
    expect(await send(1, { a: 1 })).toMatchObject({ status: 409, body: { code: 'record-stale' } });
  });

  it('answers a batch item by item, and keeps the good ones', async () => {
    const records = [
      update({ sourceId: 'b1' }),
      update({ sourceId: 'b2', resident: 'b'.repeat(26) }),
      update({ sourceId: 'b3' }),
    ];
    const answer = await place.call('nm-asc', 'POST', '/v1/records/batch', { records });
    expect((answer.body as { results: { status: string }[] }).results.map((item) => item.status)).toEqual([
      'accepted',
      'resident-not-linked',
      'accepted',
    ]);
  });
});

describe('a record sent under the wrong person', () => {
  it('is fenced, recalled and no longer shown', async () => {
    const record = await post('NM-ACUTE', 'DISCHARGE', { pathway: 1 });
    await eventually(
      () => states('NM-ACUTE', record),
      (rows) => rows.some((row) => row.state === 'offered'),
    );
    const [delivery] = (await feed('REACH')).slice(-1);
    await open('REACH', [delivery!.id]);
    expect((await place.call('reach', 'POST', `/v1/records/${record}/retract`)).status).toBe(404);
    expect((await place.call('nm-acute', 'POST', `/v1/records/${record}/retract`)).status).toBe(200);
    expect(await open('REACH', [delivery!.id])).toMatchObject([{ outcome: 'deny', reason: 'gone' }]);
    const recalls = await place.call('reach', 'GET', '/v1/recalls');
    expect((recalls.body as { recalls: unknown[] }).recalls).toContainEqual(
      expect.objectContaining({ deliveryId: delivery!.id, cause: 'retracted' }),
    );
    const view = await place.call(
      'pell',
      'GET',
      `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=DISCHARGE`,
    );
    expect((view.body as { records: unknown[] }).records).toEqual([]);
  });
});
