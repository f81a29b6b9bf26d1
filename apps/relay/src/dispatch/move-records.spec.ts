import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { layPatient } from '../testing/lay-patient.js';
import { eventually, RelayCaller } from '../testing/relay-caller.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';

let place: SmallPlace;
let at: RelayCaller;
beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
});
afterAll(() => place.stop());

/** Somebody whom NM-ACUTE brought in and nobody is certain of, with a caseload entry that should never have come about. */
async function layProvisional(): Promise<{ id: string; atAcute: string }> {
  const identity = { familyName: 'Hale', birthDate: '1944-05-03' };
  const { id, atSource } = await layPatient(place, 'NM-ACUTE', { identity, provisionalFor: 'NM-ACUTE' });
  return { id, atAcute: atSource };
}

async function postAbout(resident: string, body: object): Promise<{ status: number; id: string }> {
  const update = { resident, sourceId: randomUUID(), sourceVersion: 1, category: 'MEDS', body };
  const answer = await place.call('nm-acute', 'POST', '/v1/records', update);
  return { status: answer.status, id: (answer.body as { id: string }).id };
}
const worked = (): Promise<number> =>
  eventually(
    async () => (await place.admin.query('SELECT 1 FROM relay.work')).rowCount!,
    (left) => left === 0,
  );
async function shown(): Promise<string> {
  const path = `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=MEDS`;
  return JSON.stringify((await place.call('pell', 'GET', path)).body);
}
const offered = async (record: string): Promise<number> =>
  (await place.admin.query(`SELECT 1 FROM relay.delivery WHERE record_id = $1 AND state = 'offered'`, [record]))
    .rowCount!;

describe('records about somebody provisional', () => {
  it('are taken like any, flow to nobody, and reach the resident whom they turn out to be', async () => {
    const { id, atAcute } = await layProvisional();
    const posted = await postAbout(atAcute, { medication: 'warfarin' });
    expect(posted.status).toBe(201);
    await worked();
    expect([await offered(posted.id), await shown()]).toEqual([0, expect.not.stringContaining('warfarin')]);

    await place.admin.query('DELETE FROM consent.link WHERE resident_id = $1', [id]);
    await place.admin.query('UPDATE consent.resident SET joined_to = $2 WHERE id = $1', [id, place.resident]);
    await place.admin.query(`SELECT relay.enqueue_v1($1, 'backfill'), pg_notify('relay.work', '')`, [id]);
    const { rowCount } = await eventually(
      () => place.admin.query(`SELECT 1 FROM relay.delivery WHERE record_id = $1 AND state = 'offered'`, [posted.id]),
      (found) => found.rowCount === 1,
    );
    expect([rowCount, await shown()]).toEqual([1, expect.stringContaining('warfarin')]);
    expect(await at.states('NM-ACUTE', posted.id)).toContainEqual(expect.objectContaining({ agency: 'REACH' }));
  });

  it('stay owed while a key cannot be read, and come over once it is put back', async () => {
    const { id, atAcute } = await layProvisional();
    const posted = await postAbout(atAcute, { medication: 'digoxin' });
    await worked();
    const [{ wrapped }] = (
      await place.admin.query<{ wrapped: Buffer }>(
        'SELECT wrapped_key AS wrapped FROM consent.controller_key WHERE resident_id = $1',
        [id],
      )
    ).rows as [{ wrapped: Buffer }];
    const store = (key: Buffer): Promise<unknown> =>
      place.admin.query('UPDATE consent.controller_key SET wrapped_key = $2 WHERE resident_id = $1', [id, key]);
    await store(randomBytes(60));
    await place.admin.query('DELETE FROM consent.link WHERE resident_id = $1', [id]);
    await place.admin.query('UPDATE consent.resident SET joined_to = $2 WHERE id = $1', [id, place.resident]);
    await place.admin.query(`SELECT relay.enqueue_v1($1, 'backfill'), pg_notify('relay.work', '')`, [id]);
    const owed = (): Promise<{ attempts: number }[]> =>
      place.admin
        .query<{ attempts: number }>('SELECT attempts FROM relay.work WHERE resident_id = $1', [id])
        .then(({ rows }) => rows);
    expect(await eventually(owed, ([work]) => (work?.attempts ?? 0) > 0)).toHaveLength(1);
    expect(await offered(posted.id)).toBe(0);
    await store(wrapped);
    await place.admin.query('UPDATE relay.work SET not_before = now() WHERE resident_id = $1', [id]);
    expect(
      await eventually(
        () => offered(posted.id),
        (count) => count === 1,
      ),
    ).toBe(1);
    expect(await shown()).toContain('digoxin');
  });

  it('would be seen to flow if facts forgot who is provisional', async () => {
    const name = 'consent.resident_facts_v3(uuid, text, text, text, text)';
    const sql = `SELECT pg_get_functiondef('${name}'::regprocedure) AS text`;
    const { text } = (await place.admin.query<{ text: string }>(sql)).rows[0]!;
    expect(text).toContain('r.provisional_for <> p_recipient');
    await place.admin.query(text.replace('r.provisional_for <> p_recipient', 'false'));
    const { atAcute } = await layProvisional();
    const { id } = await postAbout(atAcute, { medication: 'heparin' });
    expect(
      await eventually(
        () => offered(id),
        (count) => count === 1,
      ),
    ).toBe(1);
    await place.admin.query(text);
  });
});
