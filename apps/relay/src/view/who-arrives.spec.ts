import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { whileRewritten } from '#libs/testing';
import pg from 'pg';
import { HotDatabase } from '../keys/hot-database.js';
import { Looking, patientOn } from '../testing/looking.js';
import { layPatient, type Patient } from '../testing/lay-patient.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';
import { AsksAsBefore } from './faults/asks-as-before.js';
import { KeepsNobody, KeepsSeveralNames, RefusesByKept } from './faults/careless-arrivals.js';
import { FindArrival } from './find-arrival.js';

let place: SmallPlace;
let pool: pg.Pool;
let patient: Patient;
beforeAll(async () => {
  place = await startSmallPlace();
  pool = new pg.Pool({ connectionString: place.config.DATABASE_URL, max: 2 });
  patient = await patientOn(place, 'warfarin');
});
afterAll(async () => {
  await pool.end();
  await place.stop();
});

const INSERT = `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, training_expires_at)
  VALUES ($1, 'practitioner', $2, $3, 'REACH', '{reablement-lead}', '2099-01-01Z')`;
let who: string;
let id: string;
const register = (subject: string, as: string = randomUUID()): Promise<unknown> =>
  place.admin.query(INSERT, [as, place.config.OIDC_ISSUER_STAFF, subject]);
const change = (columns: string): Promise<unknown> =>
  place.admin.query(`UPDATE policy.principal SET ${columns} WHERE id = $1`, [id]);
/** Somebody new for each test, whom no other has kept. */
beforeEach(async () => {
  who = `practitioner-${randomUUID()}`;
  id = randomUUID();
  await register(who, id);
});

interface Told {
  readonly outcome: string;
  readonly reason: string;
  readonly recipientAgency: string;
  readonly requesterRoles: string[];
}
/** What the log says of this practitioner's looks, in their order. */
async function entries(): Promise<Told[]> {
  const { rows } = await place.admin.query<{ facets: Told }>(
    `SELECT s.facets FROM audit.staging s WHERE s.facets ->> 'requesterId' = $1 ORDER BY s.at`,
    [id],
  );
  return rows.map(({ facets }) => facets);
}
const seen = (looks: Looking, stated?: object): Promise<string[]> => looks.medicines(patient.atReach, who, stated);
const outcome = (looks: Looking, stated?: object): Promise<string> =>
  seen(looks, stated).then(
    (shown) => shown.join() || 'denied',
    ({ message, details, problem }: Error & { details?: { code?: string }; problem?: string }) =>
      details?.code ?? problem ?? message,
  );

const COMPARED = `WHEN (i.epochs ->> 'place')::bigint = v_stands.place`;
/** With what a permit or denial rests on not compared. */
const uncompared = <T>(work: () => Promise<T>): Promise<T> =>
  whileRewritten(place.admin, ['relay.disclose_v2(jsonb)', [COMPARED, `WHEN true THEN 'recorded' ${COMPARED}`]], work);

describe('whoever has been here before', () => {
  it('is a look of two statements: records with keys, and the fence', async () => {
    const { pool: hot } = place.relay.app.get<HotDatabase>(HotDatabase as never);
    const query = hot.query.bind(hot) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
    const names: unknown[] = [];
    hot.query = ((statement: pg.QueryConfig) => (names.push(statement.name), query(statement))) as typeof hot.query;
    const look = (): Promise<unknown> =>
      place.call(who, 'GET', `/v1/residents/${patient.atReach}/records?purpose=COC&category=MEDS`);
    try {
      await look();
      expect(names).toContain('arrive');
      // The relay still offers what was sent, by the same connections: a look that has them to itself is soon there.
      for (let looks = 0; looks < 100 && String(names) !== 'fetch-look,disclose'; looks += 1) {
        names.length = 0;
        await look();
      }
      expect(names).toEqual(['fetch-look', 'disclose']);
    } finally {
      hot.query = query as typeof hot.query;
    }
  });

  it('is denied once suspended, in a role that they still have', async () => {
    const looks = new Looking(place, pool);
    expect(await outcome(looks)).toBe('warfarin');
    await change(`status = 'suspended', roles = '{call-handler}'`);
    expect(await outcome(looks)).toBe('denied');
    const told = await entries();
    expect(told.at(-1)).toMatchObject({ reason: 'requester-suspended', requesterRoles: ['call-handler'] });
  });
  it('would go on seeing, were nothing compared (seeded fault)', async () => {
    const looks = new Looking(place, pool);
    expect(await outcome(looks)).toBe('warfarin');
    await change(`status = 'suspended', roles = '{call-handler}'`);
    expect(await uncompared(() => outcome(looks))).toBe('warfarin');
    expect((await entries()).at(-1)).toMatchObject({ requesterRoles: ['reablement-lead'] });
  });

  it('is let in again once resumed: a denial is compared, too', async () => {
    const looks = new Looking(place, pool);
    await change(`status = 'suspended'`);
    expect(await outcome(looks)).toBe('denied');
    await change(`status = 'active'`);
    expect(await uncompared(() => outcome(looks))).toBe('denied');
    expect(await outcome(looks)).toBe('warfarin');
  });

  it('is a stranger once they are gone, and nothing is recorded of it', async () => {
    const looks = new Looking(place, pool);
    await outcome(looks);
    await place.admin.query('DELETE FROM policy.principal WHERE id = $1', [id]);
    expect(await outcome(looks)).toBe('unknown-principal');
    expect(await entries()).toHaveLength(2);
  });

  /** What becomes of a look, and what was recorded since, once whoever asks works for another agency. */
  async function onceMoved(looks: Looking, permitted: boolean): Promise<[string, Told[]]> {
    if (!permitted) await change(`roles = '{call-handler}'`);
    await outcome(looks);
    const before = (await entries()).length;
    await change(`agency = 'HARBOUR'`);
    return [await outcome(looks), (await entries()).slice(before)];
  }
  it.each([true, false])('asks for their new agency once moved, permitted before: %s', async (permitted) => {
    const [answer, recorded] = await onceMoved(new Looking(place, pool), permitted);
    expect(answer).toMatch(/nobody here/);
    expect(recorded).toEqual([]);
  });
  it.each([true, false])('would be recorded for the old one, were who asks not compared: %s', async (permitted) => {
    const [, recorded] = await onceMoved(new Looking(place, pool, { Line: AsksAsBefore }), permitted);
    expect(recorded[0]).toMatchObject({ outcome: 'deny', recipientAgency: 'REACH' });
  });

  it('is somebody else once their name is another’s', async () => {
    const looks = new Looking(place, pool);
    await outcome(looks);
    await change(`subject = 'somebody-else-${id}'`);
    const other = randomUUID();
    await register(who, other);
    expect(await outcome(looks)).toBe('warfarin');
    const { rows } = await place.admin.query('SELECT 1 FROM relay.disclosure WHERE requester_id = $1', [other]);
    expect(rows).toHaveLength(2);
  });

  /** A refusal is recorded nowhere, so nothing compares it. */
  async function narrowed(Arrivals: typeof FindArrival): Promise<string> {
    const looks = new Looking(place, pool, { Arrivals });
    await outcome(looks);
    await change(`agency = 'HARBOUR'`);
    return outcome(looks, { agency: 'HARBOUR' });
  }
  it('is refused by the database alone', async () => expect(await narrowed(FindArrival)).toMatch(/nobody here/));
  it('would be refused by what is kept (seeded fault)', async () =>
    expect(await narrowed(RefusesByKept)).toBe('other-agency'));

  it('is refused each time by a token of another agency', async () => {
    const looks = new Looking(place, pool);
    await outcome(looks);
    for (const _ of [1, 2]) expect(await outcome(looks, { agency: 'HARBOUR' })).toBe('other-agency');
    expect(await outcome(looks)).toBe('warfarin');
  });
});

describe('strangers who arrive together', () => {
  /** Two of them, in turn, at somebody whom only one's agency knows. */
  async function together(on: pg.Pool): Promise<string[]> {
    const looks = new Looking(place, on, { facts: 'fresh' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, at) => {
        const as = at % 2 === 0 ? who : 'varga';
        return looks.medicines(patient.atReach, as).then(String, ({ message }: Error) => message);
      }),
    );
    expect(looks.asked).toBeLessThan(answers.length);
    return answers;
  }
  const EACH_AS_THEMSELVES = Array.from({ length: 10 }, (_, at) =>
    at % 2 === 0 ? 'warfarin' : 'there is nobody here whom you may see',
  );

  it('share a statement, and are each themselves', async () =>
    expect(await together(pool)).toEqual(EACH_AS_THEMSELVES));
  it('would be one another, were they not told apart by their order (seeded fault)', async () => {
    const query = (statement: pg.QueryConfig): unknown =>
      pool.query({
        ...statement,
        name: 'arrive-backwards',
        text: statement.text.replace('ORDER BY a.ordinal', 'ORDER BY a.ordinal DESC'),
      });
    expect(await together({ query } as unknown as pg.Pool)).not.toEqual(EACH_AS_THEMSELVES);
  });
});

describe('what is not kept', () => {
  async function onceRegistered(Arrivals: typeof FindArrival): Promise<string[]> {
    const looks = new Looking(place, pool, { Arrivals });
    who = `newcomer-${randomUUID()}`;
    const before = await outcome(looks);
    await register(who);
    return [before, await outcome(looks)];
  }
  it('is that somebody is unknown', async () =>
    expect(await onceRegistered(FindArrival)).toEqual(['unknown-principal', 'warfarin']));
  it('would last where it were (seeded fault)', async () =>
    expect(await onceRegistered(KeepsNobody)).toEqual(['unknown-principal', 'unknown-principal']));

  /** One issuer of two populations, each by a claim of its own: a resident's name comes first. */
  async function onceAResident(Arrivals: typeof FindArrival): Promise<string[]> {
    const looks = new Looking(place, pool, { Arrivals });
    const alsoNamed = `resident-${randomUUID()}`;
    const before = await outcome(looks, { alsoNamed });
    await place.admin.query('INSERT INTO consent.sign_in (issuer, subject, resident_id) VALUES ($1, $2, $3)', [
      place.config.OIDC_ISSUER_STAFF,
      alsoNamed,
      (await layPatient(place, 'NM-ACUTE')).id,
    ]);
    return [before, await outcome(looks, { alsoNamed })];
  }
  it('is who has the other of two names, which nobody may have had yet', async () =>
    expect(await onceAResident(FindArrival)).toEqual(['warfarin', 'forbidden']));
  it('would be missed where it were (seeded fault)', async () =>
    expect((await onceAResident(KeepsSeveralNames))[1]).not.toBe('forbidden'));
});
