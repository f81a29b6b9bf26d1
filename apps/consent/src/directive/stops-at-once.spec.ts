import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import { HastyUnitOfWork } from '../../../../libs/persistence/src/faults/hasty-unit-of-work.js';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { forgetWhatWasSaid } from '../testing/directive-door.js';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';
import { FindDirective, replaced } from './find-directive.js';
import { RecordDirective } from './record-directive.js';
import { WithdrawConsent } from './withdraw-consent.js';

let place: ConsentPlace;
let resident: string;
let asc: string;
beforeAll(async () => {
  place = await openConsentPlace();
  ({ id: resident, asc } = await settleMargaret(place));
});
afterAll(() => place.stop());

const post = (path: string, body: object, as = 'margaret'): Promise<Answer> => place.send('POST', path, { as, body });
const GIVE = { instruction: 'give', recipients: ['HARBOUR'], categories: ['FUNCTION'], purposes: ['HOUSADAPT'] };
const give = (): Promise<Answer> => post('/v1/residents/me/directives', GIVE);
const statusesOf = async (asked: Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(asked)).map(({ status }) => status);
const several = <T>(ask: (n: number) => T): T[] => Array.from({ length: 6 }, (_, n) => ask(n));

describe('stops of one resident that come at the same moment', () => {
  it('are all recorded: refusals and objections over the same consents', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect((await give()).status).toBe(201);
      const asked = several((n) =>
        post('/v1/residents/me/directives', { instruction: n % 2 ? 'refuse' : 'object', recipients: ['HARBOUR'] }),
      );
      expect(await statusesOf(asked)).toEqual(several(() => 201));
      for (const item of (await place.send('GET', '/v1/residents/me/directives?limit=200', { as: 'margaret' })).body[
        'items'
      ] as { id: string; version: number }[]) {
        const headers = { 'if-match': `"${item.version}"` };
        await place.send('POST', `/v1/directives/${item.id}/lift`, { as: 'margaret', headers });
      }
    }
  });

  it('are all answered alike: withdrawals of the same consent', async () => {
    const id = (await give()).body['id'] as string;
    const answers = await Promise.all(several(() => post(`/v1/directives/${id}/withdraw`, {})));
    expect(answers.map(({ status }) => status)).toEqual(several(() => 200));
    expect(new Set(answers.map(({ body }) => body['effectiveAt'])).size).toBe(1);
  });

  it('would be lost to one another if a stop that was overtaken gave up', async () => {
    const { app } = place.running;
    const hasty = new WithdrawConsent(
      new HastyUnitOfWork(app.get(DataSource), app.get(MarkStore)),
      app.get(DirectiveStore),
      app.get(FindDirective),
      app.get(RecordDirective),
    );
    const id = (await give()).body['id'] as string;
    const staff = { id: place.people['brandt']!, kind: 'practitioner', agency: 'NM-ASC', roles: ['ot'] };
    const outcomes = await Promise.allSettled(several(() => hasty.withdraw(staff as never, id)));
    const lost = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(new Set(lost.map(({ reason }) => (reason as { code: string }).code))).toEqual(new Set(['version-conflict']));
  });
});

/** Every door of this app that can do nothing but narrow, about the consent that stands; what has a lid is opened first. */
const DOORS: Readonly<Record<string, (consent: string) => Promise<Answer>>> = {
  'she withdraws': (consent) => post(`/v1/directives/${consent}/withdraw`, {}),
  'staff withdraw': (consent) => post(`/v1/directives/${consent}/withdraw`, {}, 'brandt'),
  'she refuses': () => post('/v1/residents/me/directives', { instruction: 'refuse', recipients: ['HARBOUR'] }),
  'she refuses everything': () => post('/v1/residents/me/directives', { instruction: 'refuse' }),
  'staff record an objection': () =>
    post(`/v1/residents/${asc}/directives`, { instruction: 'object', channel: 'phone' }, 'brandt'),
  'she opts out': () => post('/v1/residents/me/opt-outs', {}),
  'she is shielded': () => post('/v1/residents/me/shields', {}),
  'an officer restricts': () =>
    post(`/v1/residents/${resident}/restrictions`, { reason: 'accuracy-contested' }, 'marsh'),
  'she is found to lack capacity': () =>
    post(
      `/v1/residents/${asc}/capacity-assessments`,
      { agreement: 'D2', lacks: true, assessedAt: new Date(Date.now() - 60_000).toISOString() },
      'osei',
    ),
};
const names = Object.keys(DOORS);
/** In npm test every third: of each door some, and each with itself or another. */
const PAIRS = names
  .flatMap((one, at) => names.slice(at).map((other) => [one, other] as const))
  .filter((_, at) => process.env.LONG || at % 3 === 0);
const ENDS_CONSENT = /withdraw|refuses|objection/;

describe('two doors that narrow, at the same moment', () => {
  const begun = async (): Promise<string> => {
    await forgetWhatWasSaid(place);
    await place.admin.query('TRUNCATE consent.shield, consent.opt_out, consent.restriction CASCADE');
    const { status, body } = await give();
    expect(status).toBe(201);
    return body['id'] as string;
  };
  const statuses = async (): Promise<string[]> => {
    const { body } = await place.send('GET', '/v1/residents/me/directives?limit=200', { as: 'margaret' });
    return (body['items'] as { status: string }[]).map(({ status }) => status);
  };

  it.each(PAIRS)('%s, %s: neither is lost', async (one, other) => {
    const consent = await begun();
    const answers = await Promise.all([DOORS[one]!(consent), DOORS[other]!(consent)]);
    expect(answers.map(({ status, body }) => (status < 300 ? 'done' : body))).toEqual(['done', 'done']);
    const { rows } = await place.admin.query<{ n: number }>('SELECT count(*)::int AS n FROM audit.staging');
    // What stands already is answered, and not recorded twice.
    const isOnce =
      one === other || [one, other].every((name) => name.endsWith('withdraw') || name.endsWith('withdraws'));
    expect(rows[0]!.n).toBeGreaterThanOrEqual(isOnce ? 2 : 3);
    expect((await statuses()).includes('ConsentGiven')).toBe(![one, other].some((name) => ENDS_CONSENT.test(name)));
  });

  it.each([...names])('%s, and only then she withdraws: that is recorded too', async (name) => {
    const consent = await begun();
    expect((await DOORS[name]!(consent)).status).toBeLessThan(300);
    expect((await DOORS['she withdraws']!(consent)).body).toMatchObject({ status: 'ConsentWithdrawn' });
    expect(await statuses()).toContain('ConsentWithdrawn');
  });

  it('and a repeat tells the time of the first, however long it waited for disclosures', async () => {
    const consent = await begun();
    await DOORS['she refuses']!(consent);
    const discloser = await place.admin.connect();
    await discloser.query('BEGIN');
    await discloser.query('SELECT pg_advisory_xact_lock_shared(fence.resident_lock_key($1))', [resident]);
    const withdrawn = DOORS['she withdraws']!(consent);
    await discloser.query('SELECT pg_sleep(0.3)');
    const { rows } = await discloser.query<{ at: string }>("SELECT to_json(fence.domain_now()) #>> '{}' AS at");
    await discloser.query('COMMIT');
    discloser.release();
    const first = (await withdrawn).body['effectiveAt'];
    expect(Date.parse(String(first))).toBeGreaterThanOrEqual(Date.parse(rows[0]!.at));
    expect((await DOORS['she withdraws']!(consent)).body['effectiveAt']).toBe(first);
  });

  it.each([['covers less', { categories: ['EQUIPMENT'] }]])(
    'is recorded beside a newer yes that %s',
    async (_how, newer) => {
      await begun();
      const both = { ...GIVE, categories: ['EQUIPMENT', 'FUNCTION'] };
      const wide = (await post('/v1/residents/me/directives', both)).body['id'] as string;
      const refusal = (await DOORS['she refuses']!(wide)).body['id'] as string;
      await place.send('POST', `/v1/directives/${refusal}/lift`, { as: 'margaret', headers: { 'if-match': '"1"' } });
      expect((await post('/v1/residents/me/directives', { ...both, ...newer })).status).toBe(201);
      expect((await DOORS['she withdraws']!(wide)).body).toMatchObject({ status: 'ConsentWithdrawn' });
    },
  );

  it('a yes that she gave later stands, and is withdrawn by itself', async () => {
    const consent = await begun();
    const later = (await give()).body['id'] as string;
    expect(await post(`/v1/directives/${consent}/withdraw`, {})).toMatchObject({
      status: 409,
      body: { code: 'directive-replaced' },
    });
    expect((await post(`/v1/directives/${later}/withdraw`, {})).status).toBe(200);
  });

  it('would lose a withdrawal that is told to look at the list', async () => {
    class FindInForce extends FindDirective {
      override async latest(...asked: Parameters<FindDirective['latest']>): Promise<DirectiveRow> {
        const row = await super.latest(...asked);
        if (row.supersededAt !== null) throw replaced();
        return row;
      }
    }
    const consent = await begun();
    await DOORS['she refuses']!(consent);
    const { app } = place.running;
    const find = Object.assign(Object.create(FindInForce.prototype), app.get(FindDirective)) as FindDirective;
    const withdraw = new WithdrawConsent(app.get(UnitOfWork), app.get(DirectiveStore), find, app.get(RecordDirective));
    const staff = { id: place.people['brandt']!, kind: 'practitioner', agency: 'NM-ASC', roles: ['ot'] };
    await expect(withdraw.withdraw(staff as never, consent)).rejects.toMatchObject({ code: 'directive-replaced' });
  });
});

describe('a wider no', () => {
  it('that is taken back takes nothing else back: not a narrower no, not an objection that was upheld', async () => {
    await forgetWhatWasSaid(place);
    const said = async (body: object): Promise<string> =>
      (await post('/v1/residents/me/directives', body)).body['id'] as string;
    const narrow = await said({ instruction: 'refuse', recipients: ['HARBOUR'], categories: ['FUNCTION'] });
    const objection = await said({ instruction: 'object', agreement: 'D1' });
    expect((await post(`/v1/directives/${objection}/uphold`, {}, 'asc-ig')).status).toBe(200);
    const wide = await said({ instruction: 'refuse' });
    expect((await post('/v1/residents/me/directives', { instruction: 'object', agreement: 'D1' })).status).toBe(201);
    const headers = { 'if-match': '"1"' };
    expect((await place.send('POST', `/v1/directives/${wide}/lift`, { as: 'margaret', headers })).status).toBe(200);
    const { body } = await place.send('GET', '/v1/residents/me/directives?limit=200', { as: 'margaret' });
    const standing = new Map((body['items'] as { id: string; status: string }[]).map(({ id, status }) => [id, status]));
    expect([standing.get(narrow), standing.get(objection)]).toEqual(['ConsentRefused', 'Objected']);
  });
});
