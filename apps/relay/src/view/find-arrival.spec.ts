import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { Decide } from '../release/decide.js';
import { FenceAndRecord } from '../release/fence/fence-and-record.js';
import { GatherFacts } from '../release/gather-facts.js';
import { ReleaseLine } from '../release/release-line.js';
import { layPatient, type Patient } from '../testing/lay-patient.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';
import { AsksAsBefore } from './faults/asks-as-before.js';
import { FindArrival } from './find-arrival.js';
import type { SeenRecord } from './view-answer.dto.js';
import { ViewRecords } from './view-records.js';
import { ViewWay } from './view-way.js';

const SOURCE = 'NM-ACUTE';
const REQUEST = { raw: { socket: { destroyed: false } } } as FastifyRequest;

let place: SmallPlace;
let pool: pg.Pool;
let pell: string;
let asked: number;
beforeAll(async () => {
  place = await startSmallPlace();
  pool = new pg.Pool({ connectionString: place.config.DATABASE_URL, max: 2 });
  const { rows } = await place.admin.query<{ id: string }>(`SELECT id FROM policy.principal WHERE subject = 'pell'`);
  pell = rows[0]!.id;
});
afterAll(async () => {
  await pool.end();
  await place.stop();
});

/** Looks with arrivals of their own, on the rest of a running relay. */
function looking(Line = ReleaseLine, config = place.config): ViewRecords {
  const part = <T>(token: abstract new (...args: never[]) => T): T => place.relay.app.get<T>(token as never);
  asked = 0;
  const query = pool.query.bind(pool) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
  const counted = { query: (statement: pg.QueryConfig) => ((asked += 1), query(statement)) } as unknown as pg.Pool;
  const line = new Line(part(GatherFacts), part(Decide), part(FenceAndRecord));
  return new ViewRecords(new FindArrival({ pool: counted }, config), line, part(ViewWay));
}

async function medicines(view: ViewRecords, resident: string): Promise<string[]> {
  const asking = { requesterId: pell, agency: 'REACH', purpose: 'COC', categories: ['MEDS'] } as const;
  const seen = await view.look({ ...asking, resident }, REQUEST);
  const medicationOf = ({ body }: SeenRecord): string =>
    (JSON.parse((body as { text: string }).text) as { medication: string }).medication;
  return seen.flatMap(({ content }) => content ?? []).map(medicationOf);
}

async function patientOn(medication: string): Promise<Patient> {
  const patient = await layPatient(place, SOURCE);
  const record = { resident: patient.atSource, sourceId: randomUUID(), sourceVersion: 1, category: 'MEDS' };
  await place.call('nm-acute', 'POST', '/v1/records', { ...record, body: { medication } });
  return patient;
}

/** An agency's id for somebody was given to the wrong person, and is put right. */
async function correctLink(from: Patient, to: Patient): Promise<void> {
  await place.admin.query(`DELETE FROM consent.link WHERE agency = 'REACH' AND resident_id = $1`, [to.id]);
  await place.admin.query(`UPDATE consent.link SET resident_id = $2 WHERE agency = 'REACH' AND resident_id = $1`, [
    from.id,
    to.id,
  ]);
}

describe('what a look begins with', () => {
  it('is read once, and then kept', async () => {
    const { atReach } = await patientOn('warfarin');
    const view = looking();
    expect(await medicines(view, atReach)).toEqual(['warfarin']);
    expect(await medicines(view, atReach)).toEqual(['warfarin']);
    expect(asked).toBe(1);
  });

  it('is read each time where the place keeps nothing', async () => {
    const { atReach } = await patientOn('warfarin');
    const view = looking(ReleaseLine, Object.assign(Object.create(place.config), { FACTS: 'fresh' }));
    for (const _ of [1, 2]) expect(await medicines(view, atReach)).toEqual(['warfarin']);
    expect(asked).toBe(2);
  });

  it('is never kept of an id that means nobody: nothing is recorded that would be compared', async () => {
    const view = looking();
    const nobody = 'a'.repeat(26);
    for (const _ of [1, 2]) await expect(medicines(view, nobody)).rejects.toThrow(/nobody here/);
    await expect(medicines(view, 'no-pseudonym')).rejects.toThrow(/nobody here/);
    expect(asked).toBe(2);
  });

  /** What a look at an id shows once the id was found to be another person's. */
  async function afterCorrection(Line: typeof ReleaseLine): Promise<string[]> {
    const [one, other] = [await patientOn('warfarin'), await patientOn('insulin')];
    const view = looking(Line);
    expect(await medicines(view, one.atReach)).toEqual(['warfarin']);
    await correctLink(one, other);
    return medicines(view, one.atReach);
  }

  it('is read anew once an id means somebody else', async () =>
    expect(await afterCorrection(ReleaseLine)).toEqual(['insulin']));
  it('would show the person of before, were it not compared', async () =>
    expect(await afterCorrection(AsksAsBefore)).toEqual(['warfarin']));

  it('is read anew once an agreement names another source', async () => {
    const { atReach } = await patientOn('warfarin');
    const view = looking();
    await medicines(view, atReach);
    const sql = `SELECT count(*)::int AS n FROM relay.disclosure WHERE kind = 'view'`;
    const count = async (): Promise<number> => (await place.admin.query<{ n: number }>(sql)).rows[0]!.n;
    const before = await count();
    await medicines(view, atReach);
    const each = (await count()) - before;
    await place.admin.query(`INSERT INTO policy.agreement_party (agreement_id, source, recipient)
      SELECT agreement_id, 'HARBOUR', recipient FROM policy.agreement_party WHERE recipient = 'REACH' LIMIT 1`);
    await medicines(view, atReach);
    expect((await count()) - before - each).toBe(each + 1);
  });
});
