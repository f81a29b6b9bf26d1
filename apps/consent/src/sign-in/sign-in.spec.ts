import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
});
afterAll(() => place.stop());

const ask = (as: string, subject: string, id = margaret.id): Promise<Answer> =>
  place.send('POST', `/v1/residents/${id}/sign-ins`, { as, body: { subject } });
const step = (as: string, id: unknown, act: 'confirm' | 'remove'): Promise<Answer> =>
  place.send('POST', `/v1/sign-ins/${String(id)}/${act}`, { as });
const list = (as: string, name: string): Promise<Answer> => place.send('GET', `/v1/residents/${name}/sign-ins`, { as });
/** What somebody who signs in so reads of themselves. */
const reads = async (subject: string): Promise<number> =>
  (await place.send('GET', '/v1/residents/me/opt-outs', { as: subject })).status;
async function epoch(): Promise<number> {
  const { rows } = await place.admin.query<{ epoch: string }>('SELECT fence.epoch_v1(3::smallint, $1::text) AS epoch', [
    margaret.id,
  ]);
  return Number(rows[0]!.epoch);
}

describe('a sign-in of a resident', () => {
  it('counts when a second officer has confirmed it, and not before', async () => {
    const asked = await ask('marsh', 'tablet');
    expect([asked.status, asked.body['state'], await reads('tablet')]).toEqual([201, 'asked', 403]);
    const { id } = asked.body;
    const alone = await step('marsh', id, 'confirm');
    expect([alone.status, alone.body['code'], await reads('tablet')]).toEqual([403, 'second-person-needed', 403]);
    for (const [as, status] of [
      ['voss', 403],
      ['brandt', 403],
      ['margaret', 403],
      ['harbour-ig', 200],
    ] as const)
      expect([as, (await step(as, id, 'confirm')).status]).toEqual([as, status]);
    expect(await reads('tablet')).toBe(200);
    // Again by whoever: it counts already.
    expect((await step('marsh', id, 'confirm')).body).toMatchObject({ id, state: 'counts' });
    expect((await ask('harbour-ig', 'tablet')).body).toMatchObject({ id, state: 'counts' });
  });

  it('is asked for and confirmed only by officers of agencies that know them', async () => {
    const { id } = (await ask('marsh', 'phone')).body;
    await place.send('POST', '/v1/residents', {
      as: 'nm-gp',
      body: { familyName: 'Demir', givenName: 'Yusuf', birthDate: '1992-05-06', postcode: 'NM1 3CD', localId: 'G-9' },
    });
    const { rows } = await place.admin.query<{ id: string }>(
      `SELECT resident_id AS id FROM consent.link WHERE agency = 'NM-GP'`,
    );
    expect((await ask('marsh', 'x', rows[0]!.id)).status).toBe(404);
    expect((await step('iqbal', id, 'remove')).status).toBe(404);
    expect((await step('marsh', randomUUID(), 'confirm')).status).toBe(404);
    await step('marsh', id, 'remove');
  });

  it('is one person’s: never a second resident’s, and nobody’s of an agency', async () => {
    for (const subject of ['brandt', 'marsh', 'nm-asc']) {
      const answer = await ask('marsh', subject);
      expect([answer.status, answer.body['code']]).toEqual([409, 'sign-in-taken']);
    }
    await place.send('POST', '/v1/residents', {
      as: 'nm-asc',
      body: { familyName: 'Clarke', givenName: 'Doreen', birthDate: '1947-01-01', postcode: 'NM2 3CD', localId: 'A-9' },
    });
    const { rows } = await place.admin.query<{ id: string }>(
      `SELECT resident_id AS id FROM consent.link WHERE agency = 'NM-ASC' AND resident_id <> $1`,
      [margaret.id],
    );
    expect((await ask('marsh', 'margaret', rows[0]!.id)).body['code']).toBe('sign-in-taken');
  });

  it('that somebody of an agency was given meanwhile is not confirmed', async () => {
    const { id } = (await ask('marsh', 'newcomer')).body;
    await place.admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency) SELECT gen_random_uuid(), 'practitioner', p.issuer, 'newcomer', 'NM-ASC'
       FROM policy.principal p WHERE p.subject = 'brandt'`,
    );
    expect((await step('asc-ig', id, 'confirm')).body['code']).toBe('sign-in-taken');
  });

  it('that nobody confirmed within a week is asked for anew', async () => {
    const { id } = (await ask('marsh', 'late')).body;
    await place.admin.query(
      `UPDATE consent.sign_in_binding SET asked_at = asked_at - interval '8 days' WHERE id = $1`,
      [id],
    );
    expect((await step('asc-ig', id, 'confirm')).body['code']).toBe('sign-in-lapsed');
    const again = await ask('asc-ig', 'late');
    expect(again.body['id']).not.toBe(id);
    expect((await step('marsh', again.body['id'], 'confirm')).status).toBe(200);
  });

  it.each(['margaret', 'brandt', 'marsh'])(
    'is taken away by %s alone; it fences, and opens nothing more',
    async (as) => {
      const subject = `lost-${as}`;
      const { id } = (await ask('marsh', subject)).body;
      await step('asc-ig', id, 'confirm');
      const before = await epoch();
      expect(await reads(subject)).toBe(200);
      expect((await step(as, id, 'remove')).body).toMatchObject({ id, state: 'removed' });
      expect([await reads(subject), (await epoch()) > before]).toEqual([403, true]);
      expect((await step(as, id, 'remove')).status).toBe(200);
      expect((await step('asc-ig', id, 'confirm')).body['code']).toBe('sign-in-removed');
    },
  );

  it('is turned down while it waits, and never counts then', async () => {
    const { id } = (await ask('marsh', 'unwanted')).body;
    expect((await step('margaret', id, 'remove')).body['state']).toBe('removed');
    expect([(await step('asc-ig', id, 'confirm')).status, await reads('unwanted')]).toEqual([409, 403]);
  });

  it('stands in their history with each step, and is queued to be told by the channel of before', async () => {
    const { id } = (await ask('marsh', 'told')).body;
    await step('asc-ig', id, 'confirm');
    await step('margaret', id, 'remove');
    const told = ['sign-in-asked', 'sign-in-added', 'sign-in-removed'];
    const { rows: entries } = await place.admin.query<{ kind: string; facets: Record<string, unknown> }>(
      `SELECT kind, facets FROM audit.staging WHERE facets ->> 'action' LIKE 'sign-in-%' ORDER BY at DESC LIMIT 3`,
    );
    expect(entries.map(({ facets }) => facets['action']).reverse()).toEqual(told);
    expect(new Set(entries.map(({ kind, facets }) => `${kind} ${String(facets['residentId'])}`))).toEqual(
      new Set([`directive ${margaret.id}`]),
    );
    const { rows: messages } = await place.admin.query(
      'SELECT kind, sent_at, resident_id FROM consent.message WHERE about = $1 ORDER BY queued_at',
      [id],
    );
    expect(messages).toEqual(told.map((kind) => ({ kind, sent_at: null, resident_id: margaret.id })));
  });

  it('is listed without what it is at the issuer', async () => {
    for (const [as, name] of [
      ['margaret', 'me'],
      ['brandt', margaret.asc],
      ['harbour-ig', margaret.id],
    ] as const) {
      const { status, body } = await list(as, name);
      expect([as, status]).toEqual([as, 200]);
      expect((body['items'] as object[]).length).toBeGreaterThan(5);
      expect(JSON.stringify(body)).not.toMatch(/tablet|margaret|issuer|subject/);
    }
    expect((await list('iqbal', margaret.asc)).status).toBe(404);
  });
});

describe('an app that forgets the second person', () => {
  /** As the app signs in to the database: what a use case without its check would do. */
  const confirmAlone = async (): Promise<string> => {
    const { id } = (await ask('marsh', `alone-${randomUUID()}`)).body;
    const client = new pg.Client({ connectionString: place.appUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT fence.announce_v1($1, $2)', [randomUUID(), [`resident:${margaret.id}`]]);
      await client.query('SELECT consent.confirm_sign_in_v1($1, $2)', [id, place.people['marsh']]);
      await client.query('COMMIT');
      return 'confirmed';
    } catch (error) {
      return (error as { constraint?: string }).constraint ?? String(error);
    } finally {
      await client.end();
    }
  };

  it('is refused by the table', async () => {
    expect(await confirmAlone()).toBe('sign_in_takes_two');
  });

  it('would get through without the rule of the table (seeded fault)', async () => {
    await place.admin.query('ALTER TABLE consent.sign_in_binding DROP CONSTRAINT sign_in_takes_two');
    expect(await confirmAlone()).toBe('confirmed');
  });
});
