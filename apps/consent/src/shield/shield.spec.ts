import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Principal, withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { RaiseShield } from '../resident/raise-shield.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import {
  type Answer,
  type ConsentPlace,
  MARGARET,
  openConsentPlace,
  settleMargaret,
} from '../testing/consent-place.js';
import { epochOf, factsOf } from '../testing/facts-of.js';
import { ONE_MOMENT, toldMoments } from '../testing/told-moments.js';
import { RowBeforeFence } from '../trail/faults/row-before-fence.js';
import { SetShield } from './set-shield.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
});
afterAll(() => place.stop());
beforeEach(() =>
  place.admin.query('TRUNCATE consent.shield, consent.shield_allowance, audit.staging, messaging.outbox'),
);

const NAMES = (as: string): string => ({ margaret: 'me', varga: margaret.harbour })[as] ?? margaret.asc;
const post = (as: string, path: string, body: object = {}): Promise<Answer> => place.send('POST', path, { as, body });
const set = (as: string): Promise<Answer> => post(as, `/v1/residents/${NAMES(as)}/shields`);
const list = async (as: string): Promise<unknown> =>
  (await place.send('GET', `/v1/residents/${NAMES(as)}/shields`, { as })).body['items'];
const lift = (as: string, id: unknown, contactedAt = new Date().toISOString()): Promise<Answer> =>
  post(as, `/v1/shields/${String(id)}/lift`, { contactedAt });
const confirm = (as: string, id: unknown): Promise<Answer> => post(as, `/v1/shields/${String(id)}/confirm-lift`);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const allow = (as: string, id: unknown, body: object = {}): Promise<Answer> =>
  post(as, `/v1/shields/${String(id)}/allowances`, {
    ...{ agency: 'HARBOUR', practitionerId: place.people['varga'], reason: 'repair-visit', until: inDays(7) },
    ...body,
  });
async function entries(): Promise<unknown[]> {
  const { rows } = await place.admin.query<{ action: string }>(
    `SELECT facets ->> 'action' AS action FROM audit.staging ORDER BY at`,
  );
  return rows.map(({ action }) => action);
}
const shields = async (): Promise<unknown> => (await factsOf(place, margaret.id))['shields'];

describe('a location shield', () => {
  it.each(['margaret', 'osei', 'lowe'])('is set by %s alone and at once, and once', async (as) => {
    const before = await epochOf(place, margaret.id);
    const { status, body } = await set(as);
    expect(status).toBe(201);
    expect(await epochOf(place, margaret.id)).toBeGreaterThan(before);
    expect((await set('osei')).body['id']).toBe(body['id']);
    expect(await shields()).toMatchObject([{ id: body['id'], endsAt: null, allowed: [] }]);
    expect(await list('margaret')).toMatchObject([{ id: body['id'], liftRequested: false, allowed: [] }]);
    expect((await place.admin.query('SELECT 1 FROM audit.staging')).rowCount).toBe(1);
  });

  it.each(['brandt', 'varga'])('is not set or seen by %s', async (as) => {
    expect((await set(as)).body['code']).toBe('shield-role-not-permitted');
    await set('margaret');
    expect(await list(as)).toBeUndefined();
  });

  it('is lifted by two members of staff after contact, never by one or by a sign-in of the resident’s', async () => {
    const { id } = (await set('margaret')).body;
    expect((await confirm('lowe', id)).body['code']).toBe('lift-not-requested');
    expect((await lift('lowe', id, inDays(-1))).body['code']).toBe('invalid-contact');
    expect((await lift('lowe', id)).status).toBe(202);
    expect((await lift('osei', id)).body['code']).toBe('lift-already-requested');
    expect((await confirm('lowe', id)).body['code']).toBe('second-person-needed');
    for (const as of ['margaret', 'brandt', 'varga']) expect((await confirm(as, id)).status).toBe(403);
    expect(await shields()).toMatchObject([{ endsAt: null }]);
    const lifted = await confirm('osei', id);
    expect(lifted).toMatchObject({ status: 200, body: { id } });
    expect((await confirm('marsh', id)).status).toBe(200);
    expect(await list('margaret')).toEqual([]);
    await expect(
      place.admin.query('UPDATE consent.shield SET lifted_by = lift_requested_by WHERE id = $1', [id]),
    ).rejects.toThrow(/check constraint/);
  });

  it('forgets a request to lift after a week', async () => {
    const { id } = (await set('margaret')).body;
    await lift('lowe', id);
    await place.admin.query(`UPDATE consent.shield SET lift_requested_at = lift_requested_at - interval '8 days'`);
    expect((await confirm('osei', id)).body['code']).toBe('lift-not-requested');
    expect((await lift('osei', id)).status).toBe(202);
  });

  it('lets a named person through until an end, which anybody protecting, or the resident, may bring forward', async () => {
    const { id } = (await set('margaret')).body;
    expect((await allow('margaret', id)).status).toBe(403);
    expect((await allow('osei', id, { until: inDays(200) })).body['code']).toBe('invalid-end');
    expect((await allow('osei', id, { agency: 'NM-GP' })).body['code']).toBe('practitioner-unknown');
    expect((await allow('osei', id, { agency: 'NOBODY' })).body['code']).toBe('agency-unknown');
    const allowed = await allow('osei', id);
    expect(allowed.status).toBe(201);
    expect(await shields()).toMatchObject([
      { allowed: [{ agency: 'HARBOUR', practitionerId: place.people['varga'], until: expect.any(String) }] },
    ]);
    expect((await post('margaret', `/v1/shield-allowances/${String(allowed.body['id'])}/end`)).status).toBe(200);
    expect(await shields()).toMatchObject([{ allowed: [] }]);
    expect((await allow('osei', randomUUID())).status).toBe(404);
  });

  it('is asked to be lifted once by one person: again is the first time, and the contact was after it was set', async () => {
    const { id } = (await set('margaret')).body;
    expect((await lift('lowe', id, inDays(1))).body['code']).toBe('invalid-contact');
    const first = await lift('lowe', id);
    expect(await lift('lowe', id)).toMatchObject({ status: 202, body: { id: first.body['id'] } });
    expect(await entries()).toEqual(['shielded', 'shield-lift-requested']);
  });

  it('that is lifted is not lifted anew, and nobody is let past it', async () => {
    const { id } = (await set('margaret')).body;
    await lift('lowe', id);
    await confirm('osei', id);
    expect(await confirm('osei', id)).toMatchObject({ status: 200, body: { id } });
    expect(await entries()).toEqual(['shielded', 'shield-lift-requested', 'shield-lifted']);
    expect((await lift('osei', id)).body['code']).toBe('shield-lifted');
    expect((await allow('osei', id)).body['code']).toBe('shield-lifted');
    // Another one is another: she may be in danger again.
    expect((await set('margaret')).body['id']).not.toBe(id);
  });

  it('lets nobody through twice by one key, and an end that was said holds', async () => {
    const { id } = (await set('margaret')).body;
    const body = { agency: 'HARBOUR', practitionerId: null, reason: 'repair-visit', until: inDays(7) };
    const keyed = (): Promise<Answer> =>
      place.send('POST', `/v1/shields/${String(id)}/allowances`, {
        ...{ as: 'osei', body },
        headers: { 'idempotency-key': `allow-${String(id)}` },
      });
    const first = await keyed();
    // The process died before it could note its answer.
    await place.admin.query('TRUNCATE consent.idempotency');
    expect(await keyed()).toMatchObject({ status: 201, body: { id: first.body['id'] } });
    expect(await shields()).toMatchObject([{ allowed: [{ agency: 'HARBOUR', practitionerId: null }] }]);
    const end = (as: string, allowance = String(first.body['id'])): Promise<Answer> =>
      post(as, `/v1/shield-allowances/${allowance}/end`);
    expect((await end('lowe')).status).toBe(200);
    expect(await end('margaret')).toMatchObject({ status: 200, body: { id: first.body['id'] } });
    expect(await entries()).toEqual(['shielded', 'shield-allowed', 'shield-allowance-ended']);
    expect((await end('margaret', randomUUID())).status).toBe(404);
    expect((await end('varga')).body['code']).toBe('shield-role-not-permitted');
  });

  it('lets nobody through any more from the moment that was said, and lists them no longer', async () => {
    const { id } = (await set('margaret')).body;
    await allow('osei', id, { until: inDays(1) });
    await place.admin.query(`UPDATE fence.clock SET offset_by = '2 days'`);
    const listed = await list('margaret');
    await place.admin.query(`UPDATE fence.clock SET offset_by = '0'`);
    expect(listed).toMatchObject([{ id, allowed: [] }]);
    expect(await list('margaret')).toMatchObject([{ id, allowed: [{ agency: 'HARBOUR' }] }]);
  });

  it('is not there for whoever’s agency does not know them', async () => {
    const { id } = (await set('margaret')).body;
    const answers = await Promise.all([lift('gp-ig', id), confirm('gp-ig', id), lift('gp-ig', randomUUID())]);
    const [told] = answers.map(({ status, body: { instance: _its, ...body } }) => [status, body]);
    expect(told![0]).toBe(404);
    for (const { status, body } of answers) expect([status, { ...body, instance: undefined }]).toEqual(told);
  });
});

describe('what is said of a shield', () => {
  const tells = async (answer: () => Promise<Answer>, ...others: (() => Promise<unknown>)[]): Promise<void> => {
    const at = async (): Promise<string> => String((await answer()).body['effectiveAt']);
    expect(await toldMoments(place, margaret.id, at, at, ...others)).toEqual(ONE_MOMENT);
  };
  const startsAt = async (): Promise<string> => ((await list('margaret')) as { startsAt: string }[])[0]!.startsAt;

  it('is one moment, after every disclosure that it waited for, in the answer, a repeat, the list and the log', async () => {
    await tells(
      () => set('margaret'),
      startsAt,
      async () => (await set('osei')).body['effectiveAt'],
    );
    const { id } = (await set('margaret')).body;
    const headers = { 'idempotency-key': `moment-${String(id)}` };
    const body = { agency: 'HARBOUR', practitionerId: null, reason: 'repair-visit', until: inDays(7) };
    const allowed = (): Promise<Answer> =>
      place.send('POST', `/v1/shields/${String(id)}/allowances`, { as: 'osei', body, headers });
    await tells(allowed, async () => {
      await place.admin.query('TRUNCATE consent.idempotency');
      return (await allowed()).body['effectiveAt'];
    });
    const allowance = String((await allowed()).body['id']);
    await tells(() => post('margaret', `/v1/shield-allowances/${allowance}/end`));
    await tells(() => lift('lowe', id));
    await tells(() => confirm('osei', id));
  });

  it('of an import is no earlier either', async () => {
    const flagged = { ...MARGARET, localId: 'ASC-1', locationShield: true };
    const imported = async (): Promise<string> => {
      await post('nm-asc', '/v1/residents', flagged);
      return startsAt();
    };
    expect((await toldMoments(place, margaret.id, imported)).early).toEqual([]);
  });

  it('would be earlier if the row told its own time (seeded fault)', async () => {
    const { app } = place.running;
    const raising = new RaiseShield(new RowBeforeFence(app.get(UnitOfWork), app.get(EntryWriter)));
    const setting = new SetShield(app.get(UnitOfWork), app.get(ResolveResident), raising);
    const resident = {
      kind: 'resident',
      status: 'active',
      id: margaret.id,
      residentId: margaret.id,
      agency: null,
      roles: [],
    } as Principal;
    const hasty = async (): Promise<string> =>
      (await setting.set(resident, randomUUID(), 'me', withoutKey)).effectiveAt;
    const { early } = await toldMoments(place, margaret.id, hasty, startsAt);
    expect(early).toHaveLength(3);
  });
});

describe('somebody behind a shield', () => {
  const { nhsNumber, ...byAddress } = MARGARET;
  const { uprn: _uprn, postcode: _postcode, ...person } = byAddress;
  const found = async (as: string, body: object): Promise<unknown> =>
    (await post(as, '/v1/residents/lookup', body)).body['resident'];

  it('is found by what the agency said itself, as before, and by nothing that others said', async () => {
    const elsewhere = { ...person, postcode: 'NM7 7NN' };
    const moved = await post('nm-asc', '/v1/residents', { ...elsewhere, nhsNumber, localId: 'ASC-1' });
    expect(moved.body).toEqual({ id: margaret.asc });
    const nobody = await post('varga', '/v1/residents/lookup', { ...elsewhere, birthDate: '1944-03-03' });
    const asked = async (): Promise<unknown> => [
      (await post('varga', '/v1/residents/lookup', elsewhere)).body,
      await found('varga', byAddress),
      await found('varga', { ...person, localId: 'H-1' }),
      await found('varga', { ...person, localId: 'ASC-1' }),
      await found('brandt', { ...byAddress, nhsNumber }),
    ];
    const her = { id: margaret.harbour };
    const expected = [nobody.body, her, her, null, { id: margaret.asc }];
    expect(await asked()).toEqual(expected);
    await set('margaret');
    expect(await asked()).toEqual(expected);
  });

  it('is shielded by the flag of an import, which nobody is told of', async () => {
    const flagged = { ...MARGARET, localId: 'ASC-1', locationShield: true };
    const imported = await post('nm-asc', '/v1/residents', flagged);
    expect(imported).toMatchObject({ status: 201, body: { id: margaret.asc } });
    expect(await shields()).toMatchObject([{ endsAt: null }]);
  });
});
