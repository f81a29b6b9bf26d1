import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ONE_MOMENT, toldMoments } from '../testing/told-moments.js';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
});
afterAll(() => place.stop());

const set = (as: string, id = margaret.id, reason = 'accuracy-contested'): Promise<Answer> =>
  place.send('POST', `/v1/residents/${id}/restrictions`, { as, body: { reason } });
const lift = (as: string, id: unknown): Promise<Answer> =>
  place.send('POST', `/v1/restrictions/${String(id)}/lift`, { as });
const epoch = async (): Promise<number> =>
  (
    await place.admin.query<{ n: number }>('SELECT epoch::int AS n FROM fence.epoch WHERE level = 3 AND key = $1', [
      margaret.id,
    ])
  ).rows[0]!.n;

describe('a restriction', () => {
  it('stops at once, is lifted once, and each change is an entry and an event', async () => {
    await place.admin.query('TRUNCATE audit.staging, messaging.outbox');
    const before = await epoch();
    const made = await set('marsh');
    expect(made.status).toBe(201);
    expect(await epoch()).toBeGreaterThan(before);
    const listed = await place.send('GET', '/v1/residents/me/restrictions', { as: 'margaret' });
    expect(listed.body['items']).toMatchObject([{ id: made.body['id'], reason: 'accuracy-contested', endsAt: null }]);
    expect((await lift('marsh', made.body['id'])).status).toBe(200);
    expect((await lift('marsh', made.body['id'])).status).toBe(200);
    const { rows } = await place.admin.query<{ change: string }>(
      `SELECT data ->> 'change' AS change FROM messaging.outbox ORDER BY seq`,
    );
    expect(rows.map((row) => row.change)).toEqual(['restricted', 'restriction-lifted']);
    expect((await place.admin.query('SELECT 1 FROM audit.staging')).rowCount).toBe(2);
  });

  it('is an officer’s, in a deciding role, for a person whom their agency knows', async () => {
    expect((await set('voss')).body['code']).toBe('officer-role-not-permitted');
    expect((await set('brandt', margaret.asc)).status).toBe(403);
    expect((await set('marsh', randomUUID())).status).toBe(404);
    expect((await set('marsh', margaret.asc)).status).toBe(404);
    expect((await set('harbour-ig')).status).toBe(201);
    expect((await lift('marsh', randomUUID())).status).toBe(404);
  });

  it('is lifted once also by two officers at once, and the second is told', async () => {
    const { id } = (await set('marsh')).body;
    await place.admin.query('TRUNCATE audit.staging');
    const both = await Promise.all([lift('marsh', id), lift('asc-ig', id)]);
    // Whoever came while the other was at it: it is lifted, and not by them; whoever came after it reads the first time.
    for (const { status, body } of both)
      expect([200, body['code']]).toContain(status === 200 ? 200 : 'restriction-lifted');
    expect(both.map(({ status }) => status)).toContain(200);
    expect((await place.admin.query('SELECT 1 FROM audit.staging')).rowCount).toBe(1);
  });

  it('names one of the grounds of the law', async () => {
    expect(await set('marsh', margaret.id, 'because')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reason', rule: 'isIn' }] },
    });
  });
});

it('a restriction says one moment, after every disclosure that it waited for, in the answer, a repeat, the list and the log', async () => {
  await place.admin.query('TRUNCATE consent.restriction, audit.staging');
  const headers = { 'idempotency-key': 'restricted-once' };
  const at = async (answer: Promise<Answer>): Promise<string> => String((await answer).body['effectiveAt']);
  const restrict = async (): Promise<string> => {
    await place.admin.query('TRUNCATE consent.idempotency');
    const path = `/v1/residents/${margaret.id}/restrictions`;
    return at(place.send('POST', path, { as: 'marsh', body: { reason: 'accuracy-contested' }, headers }));
  };
  const listed = async (): Promise<Record<string, unknown>> =>
    ((await place.send('GET', '/v1/residents/me/restrictions', { as: 'margaret' })).body['items'] as never[])[0]!;
  const begun = await toldMoments(place, margaret.id, restrict, restrict, async () => (await listed())['startsAt']);
  const { id } = await listed();
  const over = (): Promise<string> => at(lift('marsh', id));
  const lifted = await toldMoments(place, margaret.id, over, over, async () => (await listed())['endsAt']);
  expect([begun, lifted]).toEqual([ONE_MOMENT, ONE_MOMENT]);
});
