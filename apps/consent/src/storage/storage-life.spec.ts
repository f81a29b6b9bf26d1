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

let day = 0;
/** Another each time: the very same said again is recorded already. */
function refuse(): Promise<Answer> {
  day += 1;
  const expiresAt = new Date(Date.now() + day * 86_400_000).toISOString();
  return place.send('POST', '/v1/residents/me/directives', {
    as: 'margaret',
    body: { instruction: 'refuse', expiresAt },
  });
}

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
    expect(refused).toMatchObject({ status: 503, body: { type: expect.stringMatching(/:unavailable$/) } });
    expect(refused.body['detail']).toContain('Nothing was recorded');
    expect((await place.send('GET', '/readyz')).body).toMatchObject({
      checks: { database: 'failing' },
      reasons: { database: 'read-only' },
    });
    expect(JSON.stringify(refused.body)).not.toMatch(/read-only|transaction|directive/);
    await allow(true);
    await cutOff();
    while ((await list()).status !== 200);
    expect((await list()).body['items']).toEqual([]);
    expect(await ready()).toBe(200);
  });

  it('that has no room left says so, and nothing of a table', async () => {
    await place.admin.query(
      `CREATE FUNCTION consent.no_room() RETURNS trigger LANGUAGE plpgsql AS
         'BEGIN RAISE EXCEPTION ''could not extend file "base/1/2"'' USING ERRCODE = ''53100''; END';
       CREATE TRIGGER no_room BEFORE INSERT ON consent.directive EXECUTE FUNCTION consent.no_room()`,
    );
    const refused = await refuse();
    await place.admin.query('DROP TRIGGER no_room ON consent.directive');
    expect(refused.status).toBe(503);
    expect(refused.body['detail']).toBe('The database has no room at the moment. Nothing was recorded.');
    expect((await refuse()).status).toBe(201);
  });

  it('while every connection is cut, time and again, ends no process', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const underWay = [list(), refuse(), list(), refuse()];
      if (round % 2 === 0) await Promise.race(underWay);
      await cutOff();
      for (const { status } of await Promise.all(underWay)) statuses.push(status);
    }
    expect(statuses.filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
    while ((await list()).status !== 200);
    expect((await refuse()).status).toBe(201);
  });

  it('in the middle of a stop: the answer says that it may be recorded, and how to find out', async () => {
    await place.admin.query(
      `CREATE FUNCTION consent.dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END';
       GRANT EXECUTE ON FUNCTION consent.dawdle() TO consent_app;
       CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON consent.directive DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION consent.dawdle()`,
    );
    const refusing = refuse();
    const sql = `SELECT 1 FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'PgSleep' AND datname = current_database()`;
    while ((await place.admin.query(sql)).rowCount === 0);
    await cutOff();
    const answer = await refusing;
    await place.admin.query('DROP TRIGGER dawdle ON consent.directive');
    expect(answer).toMatchObject({
      status: 503,
      body: { type: expect.stringMatching(/:outcome-unknown$/), code: 'stop-may-be-recorded' },
    });
    expect(answer.body['detail']).toMatch(/^It may have been recorded\..*send it again/);
  });

  it('that is frozen is given up within its bound, and serves again afterwards', async () => {
    await Promise.all([refuse(), list(), list()]);
    const { rows } = await place.admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE usename = 'consent_app' AND datname = current_database()`,
    );
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
    const answer = await refuse();
    for (const { pid } of rows) process.kill(pid, 'SIGCONT');
    expect(answer.status).toBe(503);
    while ((await list()).status !== 200);
    expect((await refuse()).status).toBe(201);
  });
});
