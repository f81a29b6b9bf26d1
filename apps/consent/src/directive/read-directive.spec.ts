import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Answer,
  type ConsentPlace,
  MARGARET,
  openConsentPlace,
  settleMargaret,
} from '../testing/consent-place.js';
import { D2, type DirectiveDoor, directiveDoor, forgetWhatWasSaid } from '../testing/directive-door.js';

const REFUSE = { instruction: 'refuse', agreement: 'D2' };

let place: ConsentPlace;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  door = directiveDoor(place, await settleMargaret(place));
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

const read = (id: unknown, as = 'margaret'): Promise<Answer> =>
  place.send('GET', `/v1/directives/${String(id)}`, { as });
const said = async (body: object): Promise<unknown> => (await door.say('margaret', body)).body['id'];
const lift = (id: unknown): Promise<Answer> =>
  place.send('POST', `/v1/directives/${String(id)}/lift`, { as: 'margaret', headers: { 'if-match': '"1"' } });

async function settleYusuf(): Promise<void> {
  const person = {
    ...MARGARET,
    familyName: 'Aziz',
    givenName: 'Yusuf',
    birthDate: '1951-07-09',
    nhsNumber: '9990000026',
  };
  await place.send('POST', '/v1/residents', { as: 'nm-asc', body: { ...person, localId: 'ASC-2' } });
  const { rows } = await place.admin.query<{ id: string }>(
    'SELECT resident_id AS id FROM consent.link ORDER BY linked_at',
  );
  const signIns = `/v1/residents/${rows.at(-1)!.id}/sign-ins`;
  const { id } = (await place.send('POST', signIns, { as: 'marsh', body: { subject: 'yusuf' } })).body;
  await place.send('POST', `/v1/sign-ins/${String(id)}/confirm`, { as: 'asc-ig' });
}

describe('one thing that a resident said', () => {
  it('is told as the list tells it while it is in force', async () => {
    const id = await said(D2);
    const [listed] = await door.list('margaret');
    expect((await read(id)).body).toEqual({ ...listed, id, supersededAt: null });
  });

  it.each<[string, object, (id: unknown) => Promise<unknown>, string]>([
    ['a yes that a newer one replaced', D2, () => said(D2), 'ConsentGiven'],
    ['a yes that a no ended', D2, () => said(REFUSE), 'ConsentGiven'],
    [
      'a yes that was stopped, and then given again',
      D2,
      async (id) => [await door.withdraw('margaret', id), await said(D2)],
      'ConsentWithdrawn',
    ],
    ['a no that a yes replaced', REFUSE, () => said(D2), 'ConsentRefused'],
    ['a no that was taken back', REFUSE, lift, 'ConsentRefused'],
    ['an objection that was taken back', { ...REFUSE, instruction: 'object' }, lift, 'ObjectionPendingHighHarm'],
  ])('is told when it counts no more: %s', async (_what, body, end, status) => {
    const id = await said(body);
    await end(id);
    expect((await door.list('margaret')).map((item) => item['id'])).not.toContain(id);
    const { status: found, body: told } = await read(id);
    expect([found, told]).toMatchObject([200, { id, status, agreement: 'D2' }]);
    expect(Date.parse(String(told['supersededAt']))).toBeGreaterThanOrEqual(Date.parse(String(told['recordedAt'])));
  });

  it('did not come to its end when it was replaced before that', async () => {
    const [first, second] = [await said(D2), await said(D2)];
    await place.admin.query(`UPDATE fence.clock SET offset_by = '400 days'`);
    const states = [(await read(first)).body['status'], (await read(second)).body['status']];
    await place.admin.query(`UPDATE fence.clock SET offset_by = '0'`);
    expect(states).toEqual(['ConsentGiven', 'ConsentExpired']);
  });

  it('is nobody else’s, and nothing discreet is there', async () => {
    const id = await said(D2);
    const discreet = await said({ instruction: 'refuse', recipients: ['BEACON'] });
    await settleYusuf();
    const none = await read('00000000-0000-4000-8000-000000000000');
    expect(none.status).toBe(404);
    for (const answer of [await read(id, 'yusuf'), await read(discreet)])
      expect({ ...answer.body, instance: '' }).toEqual({ ...none.body, instance: '' });
    expect((await read(id, 'brandt')).status).toBe(403);
    expect((await read('x')).status).toBe(400);
  });
});

describe('the list of what counts no more', () => {
  const page = async (query: string): Promise<{ items: { id: string }[]; next: string | null }> =>
    (await place.send('GET', `/v1/residents/me/directives/superseded?${query}`, { as: 'margaret' })).body as never;

  it('is told in pages, the newest first, without a gap for what is discreet, and each thing once, as it was last', async () => {
    const over: unknown[] = [];
    for (let times = 0; times < 4; times += 1) {
      over.push(await said(D2));
      const discreet = await said({ instruction: 'refuse', recipients: ['BEACON'] });
      await lift(discreet);
    }
    await door.withdraw('margaret', over.at(-1));
    over.push(await said(D2));
    const standing = over.pop();
    const [seen, sizes]: [string[], number[]] = [[], []];
    for (let query: string | null = 'limit=2'; query !== null;) {
      const { items, next }: Awaited<ReturnType<typeof page>> = await page(query);
      seen.push(...items.map(({ id }) => id));
      sizes.push(items.length);
      query = next && `limit=2&after=${next}`;
    }
    expect([seen, sizes]).toEqual([over.toReversed(), [2, 2]]);
    expect(seen).not.toContain(standing);
    expect((await page('limit=200')).items).toHaveLength(4);
  });
});
