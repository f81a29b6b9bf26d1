import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { epochOf } from '../testing/facts-of.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let hers: string;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  hers = `resident:${margaret.id}`;
});
afterAll(() => place.stop());
beforeEach(() => place.admin.query('TRUNCATE fence.bar, audit.staging, messaging.outbox'));

const RULES = 'rules:place';
const PATH = '/v1/reconciliations';
/** What a restore lost, each of a mark of its own. */
const lose = (...things: string[]): Promise<unknown> =>
  place.admin.query(
    `INSERT INTO fence.bar (mark_id, thing, cause) SELECT gen_random_uuid(), thing, 'restored' FROM unnest($1::text[]) AS thing`,
    [things],
  );
const awaiting = async (as: string, query = ''): Promise<string[]> =>
  ((await place.send('GET', PATH + query, { as })).body['items'] as { thing: string }[]).map(({ thing }) => thing);
const reconcile = (as: string, thing: string, reason = 'Rang the surgery, nothing was lost.'): Promise<Answer> =>
  place.send('POST', PATH, { as, body: { thing, reason } });
async function written(): Promise<unknown[]> {
  const { rows } = await place.admin.query<{ facets: unknown; data: unknown }>(
    'SELECT facets, NULL::jsonb AS data FROM audit.staging UNION ALL SELECT NULL, data FROM messaging.outbox',
  );
  return rows.map(({ facets, data }) => facets ?? data);
}

describe('what a restore lost', () => {
  it('is listed to a deciding officer of an agency that knows the person, and what is of the place to a lead', async () => {
    const unknown = `resident:${randomUUID()}`;
    await lose(hers, unknown, RULES, 'agency:HARBOUR');
    expect(await awaiting('asc-ig')).toEqual([hers]);
    expect(await awaiting('harbour-ig')).toEqual([hers]);
    expect(await awaiting('gp-ig')).toEqual([]);
    expect(await awaiting('marsh')).toEqual([hers, unknown, RULES, 'agency:HARBOUR'].sort());
  });

  it('is nobody’s else to see or to see to', async () => {
    await lose(hers);
    for (const as of ['brandt', 'margaret', 'nm-asc', 'voss']) {
      expect((await place.send('GET', PATH, { as })).status).toBe(403);
      expect((await reconcile(as, hers)).status).toBe(403);
    }
    expect((await reconcile('voss', hers)).body['code']).toBe('officer-role-not-permitted');
    expect(await awaiting('marsh')).toEqual([hers]);
  });

  it('is paged by what it is about, and takes no cursor of anything else', async () => {
    const lost = ['agency:BEACON', 'agency:HARBOUR', 'category:MEDS', RULES];
    await lose(...lost);
    const first = await place.send('GET', `${PATH}?limit=3`, { as: 'marsh' });
    expect(await awaiting('marsh', `?limit=3&after=${String(first.body['next'])}`)).toEqual([RULES]);
    expect(await awaiting('marsh', '?limit=3')).toEqual(lost.slice(0, 3));
    for (const cursor of ['x', Buffer.from('["person:1"]').toString('base64url')])
      expect((await place.send('GET', `${PATH}?after=${cursor}`, { as: 'marsh' })).status).toBe(400);
  });

  it('is one line, however many changes of it were lost', async () => {
    await lose(hers, hers, hers);
    expect(await awaiting('marsh')).toEqual([hers]);
    expect((await reconcile('marsh', hers)).status).toBe(200);
    expect(await awaiting('marsh')).toEqual([]);
  });

  it('is nothing where the change was on its way and came through', async () => {
    await lose(hers);
    await place.admin.query('INSERT INTO fence.mark (id, things) SELECT mark_id, ARRAY[thing] FROM fence.bar');
    expect(await awaiting('marsh')).toEqual([]);
    expect((await reconcile('marsh', hers)).status).toBe(404);
  });
});

describe('seeing to it', () => {
  it('is fenced, announced and recorded once, and stands in no history of theirs', async () => {
    await lose(hers);
    const before = await epochOf(place, margaret.id);
    const done = await reconcile('asc-ig', hers);
    expect(done).toMatchObject({ status: 200, body: { thing: hers, effectiveAt: expect.any(String) } });
    expect(await epochOf(place, margaret.id)).toBeGreaterThan(before);
    expect(await written()).toEqual([
      expect.objectContaining({ action: 'reconciled', residentId: margaret.id, deferNotice: true }),
      expect.objectContaining({ residentId: margaret.id, change: 'reconciled', mayOpen: true }),
    ]);
    expect((await reconcile('asc-ig', hers)).status).toBe(404);
    expect(await written()).toHaveLength(2);
  });

  it('of the place is an entry alone: nobody’s data moved', async () => {
    await lose(RULES);
    expect((await reconcile('marsh', RULES)).status).toBe(200);
    expect(await written()).toEqual([expect.objectContaining({ action: 'reconciled', requesterAgency: 'NM-ASC' })]);
  });

  it('answers alike of what is not the officer’s, and of what is not there', async () => {
    const of = async (as: string, thing: string): Promise<unknown[]> => {
      const { status, body } = await reconcile(as, thing);
      return [status, body['type'], body['title'], body['detail']];
    };
    const nothing = await of('gp-ig', hers);
    await lose(hers, RULES);
    expect(await of('gp-ig', hers)).toEqual(nothing);
    expect(await of('asc-ig', RULES)).toEqual(nothing);
    expect([nothing[0], await awaiting('marsh')]).toEqual([404, [hers, RULES]]);
  });

  it.each([
    [{ thing: 'person:1' }, 'thing'],
    [{ thing: 'resident:%' }, 'thing'],
    [{ reason: 'too short' }, 'reason'],
  ])('takes nothing else than a thing and what was checked: %j', async (change, field) => {
    const body = { thing: hers, reason: 'Rang the surgery, nothing was lost.', ...change };
    const answer = await place.send('POST', PATH, { as: 'marsh', body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it('is never half done: without its entry it still awaits', async () => {
    await lose(hers);
    await place.admin.query('REVOKE EXECUTE ON FUNCTION audit.append_v1(jsonb) FROM consent_app');
    const failed = await reconcile('marsh', hers);
    await place.admin.query('GRANT EXECUTE ON FUNCTION audit.append_v1(jsonb) TO consent_app');
    expect([failed.status, await awaiting('marsh'), await written()]).toEqual([500, [hers], []]);
  });
});
