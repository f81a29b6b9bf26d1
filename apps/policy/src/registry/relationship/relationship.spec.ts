import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE, seedResident, type Resident } from '../../testing/town.js';

let policy: RunningPolicy;
let resident: Resident;
let entryId: string;
beforeAll(async () => {
  policy = await runPolicy();
  resident = await seedResident(policy.admin, policy.ring);
});
afterAll(() => policy.stop());

const asked = (change: object = {}) => ({
  resident: resident.pseudonymAt('REACH'),
  kind: 'referral',
  purpose: 'COC',
  ...change,
});
const record = (body: object, as = 'reach') => policy.send('POST', '/v1/relationships', { as, body });

describe('recording a relationship', () => {
  it('writes row, entry under the resident’s key and event, and fences that resident', async () => {
    const answer = await record(asked());
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ resident: resident.pseudonymAt('REACH'), kind: 'referral', endsAt: null });
    entryId = answer.body.id as string;
    expect(await policy.epoch('resident', resident.id)).toBe((await epochAfterSeed()) + 1);
    const [entry] = await policy.entries('relationship-start');
    expect(entry).toMatchObject({
      kind: 'governance',
      holder: `resident/${resident.id}`,
      index: { residentId: resident.id },
    });
    expect(entry!.open(resident.dataKey)).toMatchObject({ relationship: entryId, purpose: 'COC' });
    expect(await policy.events()).toEqual([
      {
        stream: `policy.${resident.id}`,
        topic: 'policy.changes.v1',
        key: resident.id,
        type: 'relationship.changed.v1',
        data: { residentId: resident.id, relationshipId: entryId, change: 'started', mayOpen: true, mayEnd: false },
      },
    ]);
  });

  it('never tells the internal id', async () => {
    const answer = await record(asked({ kind: 'caseload' }));
    expect(JSON.stringify(answer.body)).not.toContain(resident.id);
  });

  it('leads a repeated key to the same entry', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const send = () =>
      policy.send('POST', '/v1/relationships', { as: 'reach', body: asked({ purpose: 'TREAT' }), headers });
    const [first, again] = [await send(), await send()];
    expect(again.body.id).toBe(first.body.id);
  });

  it('answers another agency’s pseudonym and a made-up one alike', async () => {
    const [theirs, nobodys] = [
      await record(asked({ resident: resident.pseudonymAt('HARBOUR') })),
      await record(asked({ resident: 'a'.repeat(26) })),
    ];
    expect(theirs.status).toBe(400);
    expect({ ...theirs.body, instance: '' }).toEqual({ ...nobodys.body, instance: '' });
  });

  it('names a practitioner of the same agency for an assignment', async () => {
    expect((await record(asked({ kind: 'assigned' }))).body.code).toBe('invalid-assignment');
    expect((await record(asked({ kind: 'assigned', practitionerId: PEOPLE.varga.id }))).body.code).toBe(
      'practitioner-unknown',
    );
    expect((await record(asked({ kind: 'assigned', practitionerId: PEOPLE.reach.id }))).body.code).toBe(
      'practitioner-unknown',
    );
    const answer = await record(
      asked({ kind: 'assigned', practitionerId: PEOPLE.pell.id, endsAt: '2099-01-01T00:00:00Z' }),
    );
    expect(answer.body).toMatchObject({ practitionerId: PEOPLE.pell.id, endsAt: '2099-01-01T00:00:00.000Z' });
  });

  it('refuses an end before its start, unknown fields and purposes, and whoever would gain from it', async () => {
    expect((await record(asked({ startsAt: '2026-05-02T00:00:00Z', endsAt: '2026-05-01T00:00:00Z' }))).body.code).toBe(
      'invalid-period',
    );
    expect((await record(asked({ agency: 'HARBOUR' }))).body.errors).toMatchObject([
      { field: 'agency', rule: 'unknownField' },
    ]);
    expect((await record(asked({ purpose: 'FUN' }))).body.errors).toMatchObject([{ field: 'purpose', rule: 'isIn' }]);
    expect((await record(asked(), 'pell')).status).toBe(403);
  });

  it('is refused to a suspended agency, which leaves nothing behind', async () => {
    await policy.admin.query(`UPDATE policy.agency SET status = 'suspended' WHERE code = 'HARBOUR'`);
    const before = (await policy.events()).length;
    const answer = await record(asked({ resident: resident.pseudonymAt('HARBOUR') }), 'harbour');
    expect([answer.status, answer.body.code]).toEqual([403, 'agency-not-permitted']);
    expect(await policy.events()).toHaveLength(before);
  });
});

describe('ending a relationship', () => {
  it('fences, with an entry and an event; again is answered alike', async () => {
    const before = await policy.epoch('resident', resident.id);
    const end = () => policy.send('POST', `/v1/relationships/${entryId}/end`, { as: 'reach' });
    const first = await end();
    expect(first.body).toEqual({ id: entryId, endsAt: expect.any(String), effectiveAt: expect.any(String) });
    expect(await policy.epoch('resident', resident.id)).toBe(before + 1);
    const again = await end();
    expect(again.body).toEqual({ id: entryId, endsAt: first.body.endsAt });
    expect(await policy.entries('relationship-end')).toHaveLength(1);
    expect((await policy.events()).filter(({ data }) => (data as { change: string }).change === 'ended')).toHaveLength(
      1,
    );
  });

  it('is for the agency that recorded it', async () => {
    for (const id of [entryId, randomUUID()]) {
      expect((await policy.send('POST', `/v1/relationships/${id}/end`, { as: 'harbour' })).status).toBe(404);
    }
  });
});

describe('listing relationships', () => {
  const list = (query = '', as = 'reach') => policy.send('GET', `/v1/relationships${query}`, { as });

  it('shows an agency its own open entries, by its own pseudonyms, with an entry each time', async () => {
    const answer = await list();
    expect(each(answer.body.items, 'kind').sort()).toEqual(['assigned', 'caseload', 'referral']);
    expect(answer.body.items).toContainEqual(expect.objectContaining({ resident: resident.pseudonymAt('REACH') }));
    expect(JSON.stringify(answer.body)).not.toContain(resident.id);
    const [entry] = await policy.entries('relationship-list');
    expect(entry).toMatchObject({ kind: 'search', holder: 'place/place', index: { requesterId: PEOPLE.reach.id } });
  });

  it('in pages and by resident and purpose', async () => {
    const first = await list('?limit=1');
    const next = await list(`?limit=200&after=${first.body.next}`);
    expect([first.body.items.length, next.body.items.length, next.body.next]).toEqual([1, 2, null]);
    const one = await list(`?resident=${resident.pseudonymAt('REACH')}&purpose=TREAT`);
    expect(one.body.items).toHaveLength(1);
    expect((await policy.entries('relationship-list')).at(-1)).toMatchObject({ holder: `resident/${resident.id}` });
    expect((await list('?after=WyJ4Il0')).status).toBe(400);
  });

  it('shows a practitioner no colleague’s assignment', async () => {
    await policy.admin.query('UPDATE policy.relationship SET practitioner_id = $1 WHERE kind = $2', [
      PEOPLE.reach.id,
      'assigned',
    ]);
    const answer = await list('', 'pell');
    expect(each(answer.body.items, 'kind').sort()).toEqual(['caseload', 'referral']);
  });

  it('shows a suspended agency nothing', async () => {
    expect((await list('', 'harbour')).status).toBe(403);
  });
});

/** What seeding resident, links and key had moved the epoch to. */
async function epochAfterSeed(): Promise<number> {
  const { rows } = await policy.admin.query<{ n: string }>(
    'SELECT 1 + count(*) AS n FROM consent.link WHERE resident_id = $1',
    [resident.id],
  );
  return Number(rows[0]!.n);
}
