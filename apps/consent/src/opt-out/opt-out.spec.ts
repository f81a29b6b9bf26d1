import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { factsOf } from '../testing/facts-of.js';
import { ONE_MOMENT, toldMoments } from '../testing/told-moments.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
});
afterAll(() => place.stop());

const set = (as: string, name: string, body: object = {}): Promise<Answer> =>
  place.send('POST', `/v1/residents/${name}/opt-outs`, { as, body });
const end = (as: string, id: unknown): Promise<Answer> => place.send('POST', `/v1/opt-outs/${String(id)}/end`, { as });

it('a national data opt-out is recorded by staff whom the resident tells, and ended by the resident alone', async () => {
  expect((await set('brandt', margaret.asc)).body['code']).toBe('invalid-channel');
  const first = await set('brandt', margaret.asc, { channel: 'phone' });
  expect(first.status).toBe(201);
  const { id } = first.body;
  expect((await set('margaret', 'me')).body['id']).toBe(id);
  expect((await set('iqbal', margaret.asc, { channel: 'phone' })).status).toBe(404);
  expect((await factsOf(place, margaret.id))['optOuts']).toMatchObject([{ id, endsAt: null }]);
  expect((await end('brandt', id)).status).toBe(403);
  expect((await end('margaret', randomUUID())).status).toBe(404);
  const ended = await end('margaret', id);
  expect(ended).toMatchObject({ status: 200, body: { id } });
  expect((await end('margaret', id)).body['id']).toBe(id);
  const listed = await place.send('GET', '/v1/residents/me/opt-outs', { as: 'margaret' });
  expect(listed.body['items']).toMatchObject([{ id, endsAt: expect.any(String) }]);
  const { rows } = await place.admin.query<{ change: string }>(
    `SELECT data ->> 'change' AS change FROM messaging.outbox WHERE data ? 'change' ORDER BY seq`,
  );
  expect(rows.map((row) => row.change)).toEqual(['opted-out', 'opt-out-ended']);
});

it('says one moment, after every disclosure that it waited for, in the answer, a repeat, the list and the log', async () => {
  await place.admin.query('TRUNCATE consent.opt_out, audit.staging');
  const at = async (answer: Promise<Answer>): Promise<string> => String((await answer).body['effectiveAt']);
  const listed = async (): Promise<Record<string, unknown>> =>
    ((await place.send('GET', '/v1/residents/me/opt-outs', { as: 'margaret' })).body['items'] as never[])[0]!;
  const say = (): Promise<string> => at(set('margaret', 'me'));
  const begun = await toldMoments(place, margaret.id, say, say, async () => (await listed())['startsAt']);
  const { id } = await listed();
  const over = (): Promise<string> => at(end('margaret', id));
  const ended = await toldMoments(place, margaret.id, over, over, async () => (await listed())['endsAt']);
  expect([begun, ended]).toEqual([ONE_MOMENT, ONE_MOMENT]);
});
