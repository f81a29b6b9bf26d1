import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { daysAfter, londonDayOf } from '#libs/calendar';
import { startSmallPlace, type SmallPlace } from '../testing/small-place.js';
import type { RecallAnswerView } from './recall.dto.js';

let place: SmallPlace;
let recall: string;
beforeAll(async () => {
  place = await startSmallPlace();
  await place.admin.query(
    `INSERT INTO consent.sign_in (issuer, subject, resident_id) SELECT issuer, 'margaret', $1 FROM policy.principal LIMIT 1`,
    [place.resident],
  );
});
afterAll(() => place.stop());

/** Only what a recall hangs on: how it comes to be is another spec's. */
beforeEach(async () => {
  recall = randomUUID();
  await place.admin.query('SET session_replication_role = replica');
  await place.admin.query(
    `WITH d AS (INSERT INTO relay.delivery (id, record_id, resident_id, agency, purpose, category, stream, seq, state, opened_at,
        resident_epoch) VALUES ($1::uuid, $1::uuid, $2, 'HARBOUR', 'HOUSADAPT', 'FUNCTION', $1::text, 1, 'destroyed', now(), 1) RETURNING id, resident_id, agency)
     INSERT INTO relay.recall (id, delivery_id, resident_id, agency, cause) SELECT id, id, resident_id, agency, 'withdrawn' FROM d`,
    [recall, place.resident],
  );
  await place.admin.query('SET session_replication_role = origin');
});

const TODAY = londonDayOf(new Date());
const KEPT = { answer: 'kept', reason: 'Limitation Act, six years', keptUntil: daysAfter(TODAY, 2000) };
const say = (body: object) => place.call('harbour', 'POST', `/v1/recalls/${recall}/answers`, body);
async function sayAll(...bodies: object[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const body of bodies) statuses.push((await say(body)).status);
  return statuses;
}
async function told(): Promise<RecallAnswerView[]> {
  const { body } = await place.call('margaret', 'GET', '/v1/residents/me/recalls');
  const { rows } = await place.admin.query('SELECT count(*)::int AS n FROM relay.recall');
  const all = (body as { recalls: { answers: RecallAnswerView[] }[] }).recalls;
  expect(all).toHaveLength(rows[0].n as number);
  return all.at(-1)!.answers;
}

describe('an answer to a recall', () => {
  it('whose reason cannot be kept now is its agency’s to say again, and nobody reads that there was none', async () => {
    const read = 'SELECT wrapped_key AS wrapped FROM consent.resident_key WHERE resident_id = $1';
    const store = 'UPDATE consent.resident_key SET wrapped_key = $2 WHERE resident_id = $1';
    const { wrapped } = (await place.admin.query<{ wrapped: Buffer }>(read, [place.resident])).rows[0]!;
    await place.admin.query(store, [place.resident, randomBytes(60)]);
    expect(await sayAll({ answer: 'received' }, KEPT)).toEqual([204, 503]);
    expect(await told()).toMatchObject([{ answer: 'received', counts: true }]);
    await place.admin.query(store, [place.resident, wrapped]);
    expect(await sayAll(KEPT)).toEqual([204]);
    expect(await told()).toMatchObject([{ answer: 'received' }, { ...KEPT, counts: true }]);
  });

  it('is corrected by the next: all are kept in order, and the newest counts', async () => {
    const mistake = { ...KEPT, reason: 'a mistake', keptUntil: TODAY };
    expect(await sayAll({ answer: 'received' }, mistake, KEPT)).toEqual([204, 204, 204]);
    const answers = await told();
    expect(answers).toMatchObject([
      { answer: 'received', counts: false },
      { ...mistake, counts: false },
      { ...KEPT, counts: true },
    ]);
    expect(await sayAll(mistake, { answer: 'received' })).toEqual([204, 204]);
    expect(await told()).toEqual(answers);
  });

  it('whose last day is over is refused with the field, unless it only repeats what was in time', async () => {
    expect(await say({ ...KEPT, keptUntil: daysAfter(TODAY, -1) })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'keptUntil', rule: 'notPast' }] },
    });
    await say({ ...KEPT, keptUntil: TODAY });
    await place.admin.query(`UPDATE relay.recall_answer SET kept_until = $2 WHERE recall_id = $1`, [
      recall,
      daysAfter(TODAY, -1),
    ]);
    expect(await sayAll({ ...KEPT, keptUntil: daysAfter(TODAY, -1) })).toEqual([204]);
  });

  it('that it is deleted is the last, with a code of its own for what comes after', async () => {
    expect(await sayAll(KEPT, { answer: 'deleted' }, { answer: 'deleted' })).toEqual([204, 204, 204]);
    expect(await say({ ...KEPT, reason: 'found in a backup' })).toMatchObject({
      status: 409,
      body: { code: 'recall-answered-deleted', detail: expect.stringContaining('privacy officer') },
    });
    expect(await say({ answer: 'received' })).toMatchObject({ status: 204 });
    expect((await told()).map(({ answer, counts }) => [answer, counts])).toEqual([
      ['kept', false],
      ['deleted', true],
    ]);
  });

  it('is taken fifty times, and then only that it is deleted', async () => {
    const reasons = Array.from({ length: 50 }, (_, index) => ({ ...KEPT, reason: `reason ${index}` }));
    expect(new Set(await sayAll(...reasons))).toEqual(new Set([204]));
    expect(await say({ ...KEPT, reason: 'once more' })).toMatchObject({
      status: 409,
      body: { code: 'recall-answered-too-often' },
    });
    expect(await sayAll(reasons[3]!, { answer: 'deleted' })).toEqual([204, 204]);
    expect((await told()).length).toBe(51);
  });

  it('of one who processes for the agency has an order of its own', async () => {
    const processor = 'FIXRIGHT';
    await sayAll({ answer: 'deleted' }, { answer: 'received', processor }, { ...KEPT, processor });
    expect((await told()).filter(({ counts }) => counts)).toMatchObject([
      { processor: '', answer: 'deleted' },
      { processor, answer: 'kept' },
    ]);
  });

  it('takes its turn where many come at once: one deletes, and nothing follows', async () => {
    const reasons = Array.from({ length: 6 }, (_, index) => ({ ...KEPT, reason: `reason ${index}` }));
    const statuses = await Promise.all(
      [...reasons, { answer: 'deleted' }, { answer: 'deleted' }].map(async (body) => (await say(body)).status),
    );
    expect(statuses.slice(-2)).toEqual([204, 204]);
    const answers = await told();
    expect(answers.filter(({ answer }) => answer === 'deleted')).toHaveLength(1);
    expect(answers.filter(({ counts }) => counts)).toMatchObject([{ answer: 'deleted' }]);
    expect(answers).toHaveLength(statuses.slice(0, -2).filter((status) => status === 204).length + 1);
    const { rows } = await place.admin.query(
      'SELECT turn, answer FROM relay.recall_answer WHERE recall_id = $1 ORDER BY turn',
      [recall],
    );
    expect(rows.map(({ turn }) => turn as number)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.at(-1)).toMatchObject({ answer: 'deleted' });
  });

  it('is overwritten by nobody who signs in as the relay', async () => {
    const { rows } = await place.admin.query(
      `SELECT has_any_column_privilege('relay_app', 'relay.recall_answer', 'UPDATE') OR
        has_table_privilege('relay_app', 'relay.recall_answer', 'DELETE') AS may`,
    );
    expect(rows).toEqual([{ may: false }]);
  });
});
