import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ReleaseLine } from '../release/release-line.js';
import type { Patient } from '../testing/lay-patient.js';
import { Looking, patientOn } from '../testing/looking.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';
import { AsksAsBefore } from './faults/asks-as-before.js';

let place: SmallPlace;
let pool: pg.Pool;
beforeAll(async () => {
  place = await startSmallPlace();
  pool = new pg.Pool({ connectionString: place.config.DATABASE_URL, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await place.stop();
});

const looking = (Line = ReleaseLine): Looking => new Looking(place, pool, { Line });

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
    const { atReach } = await patientOn(place, 'warfarin');
    const view = looking();
    expect(await view.medicines(atReach)).toEqual(['warfarin']);
    expect(await view.medicines(atReach)).toEqual(['warfarin']);
    expect(view.asked).toBe(1);
  });

  it('is read each time where the place keeps nothing', async () => {
    const { atReach } = await patientOn(place, 'warfarin');
    const view = new Looking(place, pool, { facts: 'fresh' });
    for (const _ of [1, 2]) expect(await view.medicines(atReach)).toEqual(['warfarin']);
    expect(view.asked).toBe(2);
  });

  it('is never kept of an id that means nobody: nothing is recorded that would be compared', async () => {
    const view = looking();
    const nobody = 'a'.repeat(26);
    for (const _ of [1, 2]) await expect(view.medicines(nobody)).rejects.toThrow(/nobody here/);
    for (const _ of [1, 2]) await expect(view.medicines('no-pseudonym')).rejects.toThrow(/nobody here/);
    expect(view.asked).toBe(4);
  });

  /** What a look at an id shows once the id was found to be another person's. */
  async function afterCorrection(Line: typeof ReleaseLine): Promise<string[]> {
    const [one, other] = [await patientOn(place, 'warfarin'), await patientOn(place, 'insulin')];
    const view = looking(Line);
    expect(await view.medicines(one.atReach)).toEqual(['warfarin']);
    await correctLink(one, other);
    return view.medicines(one.atReach);
  }

  it('is read anew once an id means somebody else', async () =>
    expect(await afterCorrection(ReleaseLine)).toEqual(['insulin']));
  it('would show the person of before, were it not compared', async () =>
    expect(await afterCorrection(AsksAsBefore)).toEqual(['warfarin']));

  it('is read anew once an agreement names another source', async () => {
    const { atReach } = await patientOn(place, 'warfarin');
    const view = looking();
    await view.medicines(atReach);
    const sql = `SELECT count(*)::int AS n FROM relay.disclosure WHERE kind = 'view'`;
    const count = async (): Promise<number> => (await place.admin.query<{ n: number }>(sql)).rows[0]!.n;
    const before = await count();
    await view.medicines(atReach);
    const each = (await count()) - before;
    await place.admin.query(`INSERT INTO policy.agreement_party (agreement_id, source, recipient)
      SELECT agreement_id, 'HARBOUR', recipient FROM policy.agreement_party WHERE recipient = 'REACH' LIMIT 1`);
    await view.medicines(atReach);
    expect((await count()) - before - each).toBe(each + 1);
  });
});
