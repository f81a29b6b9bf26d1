import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { wholeDaysWithin } from '#libs/calendar';
import { openDetail } from '#libs/sealing';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import {
  D2,
  DAY,
  type DirectiveDoor,
  directiveDoor,
  REFUSE_HARBOUR,
  forgetWhatWasSaid,
} from '../testing/directive-door.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

describe('giving consent', () => {
  it('is the resident’s, capped by the agreement, fenced, recorded and announced in one go', async () => {
    const before = await door.epoch();
    const given = await door.say('margaret', D2);
    expect(given).toMatchObject({
      status: 201,
      body: { status: 'ConsentGiven', version: 1, agreement: 'D2', channel: 'online' },
    });
    expect(given.headers.get('etag')).toBe('"1"');
    const { startsAt, expiresAt } = given.body as { startsAt: string; expiresAt: string };
    expect(expiresAt).toBe(wholeDaysWithin(new Date(startsAt), 183).toISOString());
    expect(await door.epoch()).toBeGreaterThan(before);
    expect(await door.events()).toEqual([
      { residentId: margaret.id, directiveId: given.body['id'], change: 'given', mayOpen: true, mayEnd: false },
    ]);
    const { rows } = await place.admin.query<{
      id: string;
      kind: string;
      detail: Buffer;
      wrapped_key: Buffer;
      facets: object;
      key: Buffer;
    }>(
      'SELECT s.*, d.sealed AS detail, k.wrapped_key AS key, s.wrapped_key FROM audit.staging s JOIN audit.detail d ON d.entry_id = s.id JOIN consent.resident_key k ON k.resident_id::text = s.holder_id',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      kind: 'directive',
      facets: { action: 'given', residentId: margaret.id, agreement: 'D2' },
    });
    const dataKey = place.ring.unwrapKey(rows[0]!.key, { level: 'resident', id: margaret.id });
    const { id, detail: sealed, wrapped_key: wrappedEntryKey } = rows[0]!;
    const detail = openDetail({ sealed, wrappedEntryKey }, dataKey, id).read();
    expect(detail).toMatchObject({ change: 'given', directive: { id: given.body['id'], status: 'ConsentGiven' } });
  });

  it('keeps an earlier end, and caps a later one', async () => {
    const at = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
    const wish = at(30);
    expect((await door.say('margaret', { ...D2, expiresAt: wish })).body['expiresAt']).toBe(wish);
    const long = (await door.say('margaret', { ...D2, expiresAt: at(400) })).body as {
      startsAt: string;
      expiresAt: string;
    };
    expect(long.expiresAt).toBe(wholeDaysWithin(new Date(long.startsAt), 183).toISOString());
  });

  it.each<[string, string, object, number, string]>([
    ['staff cannot give it', 'brandt', D2, 403, 'grant-needs-resident'],
    ['a system cannot give it', 'nm-asc', D2, 403, 'grant-needs-resident'],
    ['an officer cannot give it', 'marsh', D2, 403, 'grant-needs-resident'],
    ['not for everything', 'margaret', { instruction: 'give' }, 400, 'invalid-scope'],
    [
      'not for everything of somebody',
      'margaret',
      { instruction: 'give', recipients: ['HARBOUR'] },
      400,
      'invalid-scope',
    ],
    ['not beyond the agreement', 'margaret', { ...D2, categories: ['FINANCE'] }, 400, 'beyond-agreement-invalid'],
    [
      'not to another agency than the agreement’s',
      'margaret',
      { ...D2, recipients: ['BEACON'] },
      400,
      'beyond-agreement-invalid',
    ],
    ['not where consent is not the ground', 'margaret', { ...D2, agreement: 'D1' }, 409, 'consent-not-asked'],
    ['not under an agreement that has ended', 'margaret', { ...D2, agreement: 'D5' }, 409, 'agreement-not-live'],
    ['not under an unknown agreement', 'margaret', { ...D2, agreement: 'D99' }, 400, 'agreement-unknown'],
    ['not to an unknown agency', 'margaret', { ...D2, recipients: ['NOBODY'] }, 400, 'agency-unknown'],
    ['not ending before it starts', 'margaret', { ...D2, expiresAt: '2020-01-01T00:00:00Z' }, 400, 'invalid-end'],
  ])('%s', async (_what, as, body, status, code) => {
    expect(await door.say(as, body)).toMatchObject({ status, body: { code } });
    expect(await door.events()).toEqual([]);
  });

  it('for named agencies, categories and purposes needs no agreement', async () => {
    const body = { instruction: 'give', recipients: ['BEACON'], categories: ['ABOUTME'], purposes: ['COC'] };
    expect((await door.say('margaret', body)).body).toMatchObject({
      status: 'ConsentGiven',
      agreement: null,
      expiresAt: null,
    });
  });

  it('replaces what was said within its scope, and stands back from a wider refusal', async () => {
    await door.say('margaret', D2);
    await door.say('margaret', D2);
    expect(await door.list('margaret')).toHaveLength(1);
    await door.say('margaret', REFUSE_HARBOUR);
    expect(await door.say('margaret', D2)).toMatchObject({ status: 409, body: { code: 'refusal-in-force' } });
  });
});

describe('stopping', () => {
  it.each(['brandt', 'varga', 'nm-asc', 'marsh', 'margaret'])('%s records a refusal alone and at once', async (as) => {
    const before = await door.epoch();
    const refused = await door.say(as, REFUSE_HARBOUR);
    expect(refused).toMatchObject({
      status: 201,
      body: { status: 'ConsentRefused', recipients: ['HARBOUR'], expiresAt: null },
    });
    expect(await door.epoch()).toBeGreaterThan(before);
    expect(await door.events()).toMatchObject([{ change: 'refused' }]);
  });

  it('everything takes one word', async () => {
    await door.say('margaret', D2);
    const all = await door.say('brandt', { instruction: 'refuse', channel: 'in-person' });
    expect(all.body).toMatchObject({ sources: null, recipients: null, categories: null, purposes: null });
    expect(await door.list('margaret')).toMatchObject([{ id: all.body['id'], status: 'ConsentRefused' }]);
  });

  it('staff say how they were told', async () => {
    expect((await door.say('brandt', { instruction: 'refuse' })).body['code']).toBe('invalid-channel');
  });

  it('that names nobody known is refused, since it could never match', async () => {
    expect((await door.say('brandt', { ...REFUSE_HARBOUR, recipients: ['HARBOR'] })).body['code']).toBe(
      'agency-unknown',
    );
  });

  it('is lifted by the resident alone, and revives no consent', async () => {
    await door.say('margaret', D2);
    const { id } = (await door.say('brandt', { instruction: 'refuse', channel: 'phone' })).body;
    const lift = (as: string): Promise<Answer> =>
      place.send('POST', `/v1/directives/${String(id)}/lift`, { as, headers: { 'if-match': '"1"' } });
    expect((await lift('brandt')).status).toBe(403);
    expect(await lift('margaret')).toMatchObject({ status: 200, body: { id } });
    expect(await door.list('margaret')).toEqual([]);
    expect(await door.events()).toMatchObject([{ change: 'given' }, { change: 'refused' }, { change: 'lifted' }]);
  });
});

describe('an objection', () => {
  const decide = (as: string, id: unknown, act: string, version = 1): Promise<Answer> =>
    place.send('POST', `/v1/directives/${String(id)}/${act}`, { as, headers: { 'if-match': `"${version}"` } });
  const OBJECT = { instruction: 'object', categories: ['MENTALHEALTH'], channel: 'phone' };

  it.each([
    [{}, 'ObjectionPendingHighHarm'],
    [{ highHarm: true }, 'ObjectionPendingHighHarm'],
    [{ highHarm: false }, 'ObjectionPending'],
  ])('is pending, and bars until it is decided unless said to do no high harm: %j', async (harm, status) => {
    expect((await door.say('brandt', { ...OBJECT, ...harm })).body['status']).toBe(status);
  });

  it('is upheld by any who answer for privacy, once', async () => {
    const { id } = (await door.say('margaret', { ...OBJECT, sources: ['NM-GP'] })).body;
    expect((await decide('voss', id, 'uphold')).body['code']).toBe('officer-role-not-permitted');
    expect((await decide('margaret', id, 'uphold')).status).toBe(403);
    const first = await decide('marsh', id, 'uphold');
    expect(first).toMatchObject({ status: 200, body: { status: 'Objected', version: 2, sources: ['NM-GP'] } });
    expect((await decide('harbour-ig', id, 'uphold')).body['effectiveAt']).toBe(first.body['effectiveAt']);
    expect((await decide('marsh', id, 'decline', 2)).body['code']).toBe('objection-upheld');
    expect(await door.events()).toMatchObject([{ change: 'objected' }, { change: 'upheld' }]);
  });

  it('is declined by those whose records it is about, and is gone', async () => {
    const ofGp = (await door.say('margaret', { ...OBJECT, sources: ['NM-GP'] })).body['id'];
    expect((await decide('marsh', ofGp, 'decline')).body['code']).toBe('other-agency');
    const { id } = (await door.say('margaret', { ...OBJECT, sources: ['NM-ASC'] })).body;
    expect((await decide('marsh', id, 'decline', 2)).status).toBe(412);
    expect(await decide('marsh', id, 'decline')).toMatchObject({ status: 200, body: { id } });
    expect(await door.list('margaret')).toMatchObject([{ id: ofGp }]);
    expect((await decide('marsh', randomUUID(), 'decline')).status).toBe(404);
    const refusal = (await door.say('margaret', REFUSE_HARBOUR)).body['id'];
    expect((await decide('marsh', refusal, 'uphold')).body['code']).toBe('not-an-objection');
  });
});

describe('withdrawing', () => {
  it.each(['margaret', 'brandt', 'nm-asc', 'marsh'])('%s may, and again answers with the first time', async (as) => {
    const { id } = (await door.say('margaret', D2)).body;
    const before = await door.epoch();
    const first = await door.withdraw(as, id);
    expect(first).toMatchObject({ status: 200, body: { id, version: 2, status: 'ConsentWithdrawn' } });
    expect(first.body['effectiveAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(await door.epoch()).toBeGreaterThan(before);
    const again = await door.withdraw(as, id);
    expect(again.body['effectiveAt']).toBe(first.body['effectiveAt']);
    expect(await door.events()).toMatchObject([{ change: 'given' }, { change: 'withdrawn' }]);
    expect(await door.list('margaret')).toMatchObject([{ id, status: 'ConsentWithdrawn', version: 2 }]);
  });

  it('is one withdrawal when ten come at once', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => door.withdraw(at % 2 ? 'margaret' : 'brandt', id)),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body['effectiveAt'])).size).toBe(1);
    expect(await door.events()).toHaveLength(2);
  });

  it('waits for a disclosure that is committing, and is effective after it', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    const discloser = await place.admin.connect();
    await discloser.query('BEGIN');
    await discloser.query('SELECT fence.share_v1($1::text[], $2::uuid[])', [[place.people['varga']], [margaret.id]]);
    const withdrawn = door.withdraw('margaret', id);
    const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
    while ((await place.admin.query(waiting)).rowCount === 0) await new Promise((resolve) => setImmediate(resolve));
    const { rows } = await discloser.query<{ at: string }>(`SELECT to_json(fence.domain_now()) #>> '{}' AS at`);
    await discloser.query('COMMIT');
    discloser.release();
    const { effectiveAt } = (await withdrawn).body as { effectiveAt: string };
    expect(Date.parse(effectiveAt)).toBeGreaterThanOrEqual(Date.parse(rows[0]!.at));
  });

  it('is for consents; an unknown, another’s and a replaced one are told apart only from inside', async () => {
    const refused = (await door.say('margaret', REFUSE_HARBOUR)).body['id'];
    expect((await door.withdraw('margaret', refused)).body['code']).toBe('not-a-consent');
    expect((await door.withdraw('margaret', randomUUID())).status).toBe(404);
    expect((await door.withdraw('iqbal', refused)).body).toMatchObject({
      status: 404,
      type: 'urn:consent-broker:problem:not-found',
    });
    expect((await door.withdraw('iqbal', refused)).body).not.toHaveProperty('code');
    expect((await door.withdraw('margaret', 'me')).status).toBe(400);
  });
});
