import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';

let place: ConsentPlace;
beforeAll(async () => {
  place = await openConsentPlace();
  await settleMargaret(place);
});
afterAll(() => place.stop());

const list = (): Promise<Answer> => place.send('GET', '/v1/residents/me/directives', { as: 'margaret' });
const ready = async (): Promise<number> => (await place.send('GET', '/readyz')).status;
const cutOff = (): Promise<unknown> =>
  place.admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'consent_app' AND datname = current_database()`,
  );
const allow = (may: boolean): Promise<unknown> =>
  place.admin.query(
    `DO $$ BEGIN EXECUTE format('ALTER ROLE consent_app IN DATABASE %I SET default_transaction_read_only = ${may ? 'off' : 'on'}', current_database()); END $$`,
  );

const limit = (connections: number): Promise<unknown> =>
  place.admin.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT ${connections}', current_database()); END $$`,
  );

describe('a database that goes away', () => {
  it('is answered 503 at the worst, and found again without a restart', async () => {
    await cutOff();
    const statuses: number[] = [];
    do statuses.push((await list()).status);
    while (statuses.at(-1) !== 200 && statuses.length < 30);
    expect(statuses.at(-1)).toBe(200);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await ready()).toBe(200);
  });

  it('turns readiness off while it refuses us', async () => {
    await limit(0);
    await cutOff();
    expect(await ready()).toBe(503);
    const answer = await list();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    await limit(-1);
    expect([await ready(), (await list()).status]).toEqual([200, 200]);
  });

  it('that takes no writes fails a write whole, and says nothing of why', async () => {
    await allow(false);
    await cutOff();
    while ((await list()).status !== 200);
    const refused = await place.send('POST', '/v1/residents/me/directives', {
      as: 'margaret',
      body: { instruction: 'refuse' },
    });
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(refused.body)).not.toMatch(/read-only|transaction|directive/);
    await allow(true);
    await cutOff();
    while ((await list()).status !== 200);
    expect((await list()).body['items']).toEqual([]);
  });
});
