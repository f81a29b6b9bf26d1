import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import { decide, loadPolicies, type Facts } from '#libs/pdp';
import {
  sampleAgreement,
  sampleFacts,
  sampleRelationship,
  sampleRequest,
  sampleRequester,
} from '../../../../libs/pdp/src/sample-facts.js';
import { RecordStop } from '../directive/record-stop.js';
import { DirectiveStore } from '../directive/directive-store.js';
import { type Answer, type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';
import { IdentityDoors } from '../testing/identity-checks.js';
import { besideAJoin, somebodyToBeJoined, standingUnder, type ToBeJoined } from '../testing/joined-persons.js';

let place: ConsentPlace;
let doors: IdentityDoors;
let engine: CompiledEngine;
beforeAll(async () => {
  engine = new CompiledEngine(await loadPolicies('policies'));
  place = await openConsentPlace();
  doors = new IdentityDoors(place);
});
afterAll(() => place.stop());

type Person = ToBeJoined & { readonly prepared: string };
interface Door {
  /** Who says it, and how; `prepared` is the id of what was there before. */
  readonly as: (person: Person) => string;
  readonly path: (person: Person) => string;
  readonly body?: (person: Person) => object;
  readonly prepare?: (person: ToBeJoined) => Promise<Answer>;
  /** What stands under the survivor for it. */
  readonly stands: object;
  /** Whether REACH, which may read without it, is denied. */
  readonly denies?: boolean;
}

const GIVE = { instruction: 'give', recipients: ['HARBOUR'], categories: ['FUNCTION'], purposes: ['HOUSADAPT'] };
const said = (as: string, body: object) => (person: ToBeJoined) =>
  doors.post(as === 'me' ? person.subject : as, `/v1/residents/${as === 'me' ? 'me' : person.asc}/directives`, body);
const staff = (who: string) => (): string => who;
const themselves = ({ subject }: ToBeJoined): string => subject;
const at = (door: string) => (person: ToBeJoined) => `/v1/residents/${person.asc}/${door}`;
const mine = (door: string) => (): string => `/v1/residents/me/${door}`;
const of = (thing: string, act: string) => (person: Person) => `/v1/${thing}/${person.prepared}/${act}`;
const ONE = { directive: 1 };
const ASSESSED = new Date(Date.now() - 60_000).toISOString();
const body = (what: object) => (): object => what;

const DOORS: Readonly<Record<string, Door>> = {
  'staff record a refusal': {
    ...{ as: staff('brandt'), path: at('directives'), stands: ONE, denies: true },
    body: body({ instruction: 'refuse', channel: 'phone' }),
  },
  'staff record an objection': {
    ...{ as: staff('brandt'), path: at('directives'), stands: ONE, denies: true },
    body: body({ instruction: 'object', channel: 'phone' }),
  },
  'the agency’s system records a refusal': {
    ...{ as: staff('nm-asc'), path: at('directives'), stands: ONE, denies: true },
    body: body({ instruction: 'refuse' }),
  },
  'they refuse themselves': {
    ...{ as: themselves, path: mine('directives'), stands: ONE, denies: true },
    body: body({ instruction: 'refuse' }),
  },
  'they withdraw a consent': {
    ...{ as: themselves, path: of('directives', 'withdraw'), stands: ONE },
    prepare: said('me', GIVE),
  },
  'staff withdraw a consent': {
    ...{ as: staff('brandt'), path: of('directives', 'withdraw'), stands: ONE },
    prepare: said('me', GIVE),
  },
  'an officer upholds an objection': {
    ...{ as: staff('asc-ig'), path: of('directives', 'uphold'), stands: ONE, denies: true },
    prepare: said('brandt', { instruction: 'object', channel: 'phone', highHarm: false }),
  },
  'a social worker shields': { as: staff('osei'), path: at('shields'), stands: { shield: 1 } },
  'they shield themselves': { as: themselves, path: mine('shields'), stands: { shield: 1 } },
  'the agency sends them again with a shield': {
    ...{ as: staff('nm-asc'), path: () => '/v1/residents', stands: { shield: 1 } },
    body: ({ misspelt }) => ({ ...misspelt, locationShield: true }),
  },
  'staff record an opt-out': {
    ...{ as: staff('brandt'), path: at('opt-outs'), stands: { opt_out: 1 } },
    body: body({ channel: 'phone' }),
  },
  'they opt out': { as: themselves, path: mine('opt-outs'), stands: { opt_out: 1 }, body: body({}) },
  'an officer restricts': {
    ...{ as: staff('marsh'), path: ({ from }) => `/v1/residents/${from}/restrictions` },
    ...{ body: body({ reason: 'accuracy-contested' }), stands: { restriction: 1 }, denies: true },
  },
  'they are found to lack capacity': {
    ...{ as: staff('osei'), path: at('capacity-assessments'), stands: { capacity_assessment: 1 } },
    body: () => ({ agreement: 'D2', lacks: true, assessedAt: ASSESSED }),
  },
  'staff take their sign-in away': {
    ...{ as: staff('brandt'), path: ({ binding }) => `/v1/sign-ins/${binding}/remove` },
    stands: { sign_in: 0 },
  },
  'they say yes': { as: themselves, path: mine('directives'), body: body(GIVE), stands: {} },
};
const JOINS = {
  'a correction': (person: ToBeJoined) => person.correct(),
  'the second same': (person: ToBeJoined) => person.sayTheSame(),
};
/** In npm test each door beside one of the two. */
const CASES = Object.keys(DOORS)
  .flatMap((door) => Object.keys(JOINS).map((join) => [door, join] as const))
  .filter((_, at) => process.env.LONG || at % 4 === 0 || at % 4 === 3);

async function prepared({ prepare }: Door): Promise<Person> {
  const person = await somebodyToBeJoined(place, doors);
  return { ...person, prepared: prepare ? String((await prepare(person)).body['id']) : '' };
}
const send = (door: Door, person: Person, key: string): Promise<Answer> =>
  place.send('POST', door.path(person), {
    as: door.as(person),
    headers: { 'idempotency-key': key },
    ...(door.body ? { body: door.body(person) } : {}),
  });

/** Whether REACH may read their medicines, by what this app says about them now. */
async function reads(residentId: string): Promise<string> {
  const sql = `SELECT to_json(fence.domain_now()) #>> '{}' AS now,
    consent.resident_facts_v3($1, 'NM-ACUTE', 'REACH', 'MEDS', 'COC') AS facts`;
  const { now, facts } = (await place.admin.query<{ now: string; facts: Partial<Facts> }>(sql, [residentId])).rows[0]!;
  const always = { startsAt: '2020-01-01T00:00:00Z', expiresAt: null, endsAt: null };
  const change = {
    ...{ ...facts, now, requester: { ...sampleRequester, trainingExpiresAt: '2099-01-01T00:00:00Z' } },
    ...{ agreements: [sampleAgreement(always)], relationships: [sampleRelationship(always)] },
  };
  return decide({ ...sampleRequest, residentId }, sampleFacts(engine.bundle.hash, change), engine).outcome;
}

describe('a door that resolved somebody before they were joined', () => {
  it.each(CASES)('%s beside %s: it stands for who they are', async (name, join) => {
    const door = DOORS[name]!;
    const person = await prepared(door);
    const key = randomUUID();
    expect(await reads(person.into)).toBe('permit');
    const { joined, answer } = await besideAJoin(
      place,
      person,
      () => JOINS[join as keyof typeof JOINS](person),
      () => send(door, person, key),
    );
    expect([joined.status, answer.status, answer.body]).toEqual([
      join === 'a correction' ? 201 : 204,
      expect.any(Number),
      expect.anything(),
    ]);
    expect(answer.status < 300 ? 'done' : answer.body).toBe('done');
    expect(await doors.residentAt('NM-ASC', person.asc)).toBe(person.into);
    expect(await standingUnder(place, person.from)).toEqual({});
    expect({ sign_in: 0, ...(await standingUnder(place, person.into)) }).toMatchObject(door.stands);
    expect(await reads(person.into)).toBe(door.denies ? 'deny' : 'permit');
    if (door.path(person).endsWith('/directives')) {
      const { body: list } = await place.send('GET', `/v1/residents/${person.asc}/directives`, { as: 'brandt' });
      const listed = (list['items'] as { id: string }[]).map(({ id }) => id);
      // What staff are told of a yes is another promise.
      if (name !== 'they say yes') expect(listed).toContain(answer.body['id']);
    }
    // A repeat by key is the same, also when its process died before the answer was noted. A key is its principal's, and somebody
    // who was joined signs in as another: what they repeat they say again.
    const standing = await standingUnder(place, person.into);
    if (door.as === themselves) {
      expect((await send(door, person, key)).status).toBeLessThan(300);
      return;
    }
    if (!name.includes('sends them again')) {
      expect((await send(door, person, key)).body).toEqual(answer.body);
      await place.admin.query('TRUNCATE consent.idempotency');
      const again = await send(door, person, key);
      expect([again.status < 300, again.body['id']]).toEqual([true, answer.body['id']]);
    }
    expect([await standingUnder(place, person.from), await standingUnder(place, person.into)]).toEqual([{}, standing]);
  });

  it('and waited for a connection until after the join, records for who they are', async () => {
    const person = await somebodyToBeJoined(place, doors);
    await person.correct();
    const scope = { sources: null, recipients: null, categories: null, purposes: null, agreement: null };
    const stop = { id: randomUUID(), residentId: person.from, kind: 'refuse', scope, expiresAt: null } as const;
    const by = { id: place.people['brandt']!, kind: 'practitioner', agency: 'NM-ASC', roles: ['ot'] };
    await place.running.app.get(RecordStop).record(by as never, { ...stop, channel: 'phone', highHarm: true });
    expect([await reads(person.into), await standingUnder(place, person.from)]).toEqual(['deny', {}]);
  });
});

/** The tables take what is said of the joined, and whoever waited for a join does not see it, as before. */
async function asBefore<T>(run: () => Promise<T>): Promise<T> {
  const sql = `SELECT pg_get_functiondef('consent.require_not_joined(uuid[])'::regprocedure) AS text`;
  const { text } = (await place.admin.query<{ text: string }>(sql)).rows[0]!;
  const store = place.running.app.get(DirectiveStore);
  await place.admin.query(text.replace('IF EXISTS', 'IF false AND EXISTS'));
  store.fence = (tx, _about, residents) => DirectiveStore.prototype.fence.call(store, tx, '', residents);
  Object.assign(store, { hold: () => Promise.resolve() });
  try {
    return await run();
  } finally {
    await place.admin.query(text);
    store.fence = DirectiveStore.prototype.fence.bind(store);
    Reflect.deleteProperty(store, 'hold');
  }
}

it('what a restore lost of somebody bars who they turn out to be, until an officer has reconciled it', async () => {
  const person = await somebodyToBeJoined(place, doors);
  const lost = JSON.stringify([{ id: randomUUID(), things: [`resident:${person.from}`] }]);
  await place.admin.query(`SELECT fence.bar_v1($1, 'restored')`, [lost]);
  expect((await person.correct()).status).toBe(201);
  const barred = 'SELECT thing FROM fence.bars_v1($1, $2, 9)';
  const things = (await place.admin.query<{ thing: string }>(barred, [null, ''])).rows.map(({ thing }) => thing);
  expect(things.sort()).toEqual([`resident:${person.from}`, `resident:${person.into}`].sort());
  await place.admin.query('DELETE FROM fence.bar');
});

const LOST = ['staff record a refusal', 'an officer restricts', 'they are found to lack capacity'];

describe('a fault', () => {
  it.each(LOST)('is seen: %s, and nobody looks again; what was lost is repaired', async (name) => {
    const door = DOORS[name]!;
    const person = await prepared(door);
    const { answer } = await asBefore(() =>
      besideAJoin(
        place,
        person,
        () => person.correct(),
        () => send(door, person, randomUUID()),
      ),
    );
    expect([answer.status, await reads(person.into)]).toEqual([201, 'permit']);
    expect(await standingUnder(place, person.from)).toEqual(door.stands);
    // An assessment is no stop, and no join moved it: it stays.
    const moved = 'capacity_assessment' in door.stands ? 0 : 1;
    const repair = 'SELECT consent.move_left_behind() AS moved';
    expect((await place.admin.query(repair)).rows).toEqual([{ moved }]);
    expect((await place.admin.query(repair)).rows).toEqual([{ moved: 0 }]);
    if (moved === 0) return;
    expect([await standingUnder(place, person.from), await reads(person.into)]).toEqual([{}, 'deny']);
  });

  it('is repaired along a chain of joins, for what a join moves, and no yes', async () => {
    const [one, two] = [await somebodyToBeJoined(place, doors), await somebodyToBeJoined(place, doors)];
    await one.correct();
    await place.admin.query('UPDATE consent.resident SET joined_to = $2 WHERE id = $1', [one.into, two.into]);
    await asBefore(async () => {
      const of = 'SELECT gen_random_uuid(), r.id';
      const under = 'FROM consent.resident r WHERE r.id = ANY ($1)';
      const words = `${of}, 1, s, now(), 'online', 's' FROM consent.resident r, unnest(ARRAY['ConsentGiven', 'Objected']) AS s WHERE r.id = ANY ($1)`;
      const into = 'consent.directive (id, resident_id, version, status, starts_at, channel, recorded_by)';
      await place.admin.query(`INSERT INTO ${into} ${words}`, [[one.from]]);
      const shields = `INSERT INTO consent.shield (id, resident_id, set_by) ${of}, 's' ${under}`;
      await place.admin.query(shields, [[one.from, two.into]]);
      const optOuts = `INSERT INTO consent.opt_out (id, resident_id, channel, recorded_by) ${of}, 'phone', 's' ${under}`;
      await place.admin.query(optOuts, [[one.from, one.into]]);
    });
    // As the migration runs it.
    await place.admin.query('BEGIN; SET LOCAL ROLE consent_owner; SELECT consent.move_left_behind(); COMMIT');
    expect(await standingUnder(place, two.into)).toMatchObject({ directive: 1, shield: 1, opt_out: 1, sign_in: 1 });
    // Where one stands there, the other stays, and shields nobody.
    expect(await standingUnder(place, one.from)).toMatchObject({ shield: 1 });
    expect((await standingUnder(place, one.from))['directive']).toBeUndefined();
  });
});
