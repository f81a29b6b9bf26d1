import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';
import { IdentityDoors } from '../testing/identity-checks.js';
import { besideAJoin, somebodyToBeJoined, standingUnder, type ToBeJoined } from '../testing/joined-persons.js';

let place: ConsentPlace;
let doors: IdentityDoors;
beforeAll(async () => {
  place = await openConsentPlace();
  doors = new IdentityDoors(place);
});
afterAll(() => place.stop());

async function idOf(asked: Promise<Answer>): Promise<string> {
  const { status, body } = await asked;
  if (status > 299) throw new Error(`preparing: ${status} ${JSON.stringify(body)}`);
  return String(body['id']);
}
const at = (as: string, door: string, body: object) => (person: ToBeJoined) =>
  doors.post(as === 'me' ? person.subject : as, `/v1/residents/${as === 'me' ? 'me' : person.asc}/${door}`, body);
const within = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const REFUSE = { instruction: 'refuse', recipients: ['HARBOUR'] };

async function bestInterests(person: ToBeJoined): Promise<Answer> {
  const assessment = { agreement: 'D2', lacks: true, assessedAt: within(-0.001) };
  await idOf(at('osei', 'capacity-assessments', assessment)(person));
  return at('lowe', 'best-interests', { agreement: 'D2', authority: 'professional' })(person);
}

const ALLOWANCE = { agency: 'NM-ASC', reason: 'home-visit' };
async function allowance(person: ToBeJoined): Promise<Answer> {
  const shield = await idOf(at('osei', 'shields', {})(person));
  return doors.post('osei', `/v1/shields/${shield}/allowances`, { ...ALLOWANCE, until: within(2) });
}

interface ById {
  readonly as: string;
  readonly prepare: (person: ToBeJoined) => Promise<Answer>;
  readonly method?: string;
  readonly path: (id: string) => string;
  readonly body?: () => object;
  readonly version?: string;
  /** Of what stands under the survivor. */
  readonly stands: object;
}

/** Doors that name a thing by its id, and read it before the join moves it; most of them open. */
const DOORS: Readonly<Record<string, ById>> = {
  'they lift a refusal': {
    ...{ as: 'me', prepare: at('me', 'directives', REFUSE), path: (id: string) => `/v1/directives/${id}/lift` },
    ...{ version: '"1"', stands: { directive: 0 } },
  },
  'they widen a refusal': {
    ...{
      as: 'me',
      prepare: at('me', 'directives', REFUSE),
      method: 'PATCH',
      path: (id: string) => `/v1/directives/${id}`,
    },
    ...{ version: '"1"', body: () => ({ recipients: null }), stands: { directive: 1 } },
  },
  'they end their opt-out': {
    ...{ as: 'me', prepare: at('me', 'opt-outs', {}), path: (id: string) => `/v1/opt-outs/${id}/end` },
    stands: { opt_out: 0 },
  },
  'an officer lifts a restriction': {
    as: 'marsh',
    prepare: ({ from }) => doors.post('marsh', `/v1/residents/${from}/restrictions`, { reason: 'accuracy-contested' }),
    path: (id) => `/v1/restrictions/${id}/lift`,
    stands: { restriction: 1 },
  },
  'staff ask to lift a shield': {
    ...{ as: 'lowe', prepare: at('osei', 'shields', {}), path: (id: string) => `/v1/shields/${id}/lift` },
    ...{ body: () => ({ contactedAt: within(0) }), stands: { shield: 1 } },
  },
  'staff let somebody see past a shield': {
    ...{ as: 'osei', prepare: at('osei', 'shields', {}), path: (id: string) => `/v1/shields/${id}/allowances` },
    ...{ body: () => ({ ...ALLOWANCE, until: within(2) }), stands: { shield: 1 } },
  },
  'staff end that': {
    ...{ as: 'osei', prepare: allowance, path: (id: string) => `/v1/shield-allowances/${id}/end` },
    stands: { shield: 1 },
  },
  'staff end a best-interests decision': {
    ...{ as: 'osei', prepare: bestInterests, path: (id: string) => `/v1/best-interests/${id}/end` },
    stands: {},
  },
  'a second officer confirms a sign-in': {
    as: 'asc-ig',
    prepare: ({ from, subject }) =>
      doors.post('marsh', `/v1/residents/${from}/sign-ins`, { subject: `${subject}-phone` }),
    path: (id) => `/v1/sign-ins/${id}/confirm`,
    stands: { sign_in: 2, sign_in_binding: 2 },
  },
};
const NOTHING = { directive: 0, opt_out: 0 };

describe('a door to a thing whose resident is joined at that moment', () => {
  it.each(Object.entries(DOORS))('%s: it is done, for who they are', async (_name, door) => {
    const person = await somebodyToBeJoined(place, doors);
    const id = await idOf(door.prepare(person));
    const { joined, answer } = await besideAJoin(place, person, person.correct, () =>
      place.send(door.method ?? 'POST', door.path(id), {
        as: door.as === 'me' ? person.subject : door.as,
        ...(door.body ? { body: door.body() } : {}),
        ...(door.version ? { headers: { 'if-match': door.version } } : {}),
      }),
    );
    expect([joined.status, answer.status < 300 ? 'done' : answer.body]).toEqual([201, 'done']);
    const { capacity_assessment: _assessed, ...left } = await standingUnder(place, person.from);
    expect([left, { ...NOTHING, ...(await standingUnder(place, person.into)) }]).toEqual([
      {},
      expect.objectContaining(door.stands),
    ]);
  });

  it('an officer asks for a sign-in: it waits under who they are, and can be turned down', async () => {
    const person = await somebodyToBeJoined(place, doors);
    const { answer } = await besideAJoin(place, person, person.correct, () =>
      doors.post('marsh', `/v1/residents/${person.from}/sign-ins`, { subject: `${person.subject}-tablet` }),
    );
    expect([answer.status, await standingUnder(place, person.from)]).toEqual([201, {}]);
    expect(await standingUnder(place, person.into)).toMatchObject({ sign_in: 1, sign_in_binding: 2 });
    const removed = await place.send('POST', `/v1/sign-ins/${String(answer.body['id'])}/remove`, { as: 'brandt' });
    expect([removed.status, removed.body['state']]).toEqual([200, 'removed']);
  });

  it('the agency has another number for them: it is sealed with the key of who they are', async () => {
    const person = await somebodyToBeJoined(place, doors);
    const { answer } = await besideAJoin(place, person, person.correct, () =>
      place.send('PUT', `/v1/residents/${person.asc}/local-id`, { as: 'nm-asc', body: { localId: 'ANOTHER-1' } }),
    );
    expect([answer.status, await standingUnder(place, person.from)]).toEqual([204, {}]);
    const again = await doors.bring('nm-asc', person.misspelt, 'ANOTHER-1');
    expect(await doors.residentAt('NM-ASC', again)).toBe(person.into);
  });

  it.each(['sayTheSame', 'sayTheyDiffer'] as const)(
    '%s: nobody is joined twice, and the question is closed',
    async (way) => {
      const person = await somebodyToBeJoined(place, doors);
      const { joined, answer } = await besideAJoin(place, person, person.correct, person[way]);
      expect([joined.status, answer.status]).toEqual([201, 404]);
      const told = `SELECT count(*)::int AS n FROM messaging.outbox WHERE event_type = 'resident.joined.v1' AND message_key = $1`;
      expect((await place.admin.query(told, [person.from])).rows).toEqual([{ n: 1 }]);
      expect(await doors.residentAt('NM-ASC', person.asc)).toBe(person.into);
    },
  );

  it('long after: a consent that stayed behind is withdrawn for who they are, and nothing else', async () => {
    const person = await somebodyToBeJoined(place, doors);
    const give = { instruction: 'give', recipients: ['HARBOUR'], categories: ['FUNCTION'], purposes: ['HOUSADAPT'] };
    const id = await idOf(at('me', 'directives', give)(person));
    await person.correct();
    const amend = { as: person.subject, body: { expiresAt: within(30) }, headers: { 'if-match': '"1"' } };
    expect((await place.send('PATCH', `/v1/directives/${id}`, amend)).status).toBe(404);
    const answers = [1, 2].map(() => place.send('POST', `/v1/directives/${id}/withdraw`, { as: 'brandt' }));
    for (const { status, body } of await Promise.all(answers))
      expect([status, body['status']]).toEqual([200, 'ConsentWithdrawn']);
    expect(await standingUnder(place, person.into)).toMatchObject({ directive: 1 });
    expect((await place.send('POST', `/v1/directives/${id}/withdraw`, { as: 'varga' })).status).toBe(404);
  });
});
