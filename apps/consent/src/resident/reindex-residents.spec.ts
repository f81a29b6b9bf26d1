import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { DataSource } from 'typeorm';
import { type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';
import { IdentityDoors } from '../testing/identity-checks.js';
import { IdentityIndexes } from './identity-indexes.js';
import { ReindexResidents } from './reindex-residents.js';

let place: ConsentPlace;
let doors: IdentityDoors;
let source: DataSource;
beforeAll(async () => {
  place = await openConsentPlace();
  doors = new IdentityDoors(place);
  source = await new DataSource({ type: 'postgres', url: place.databaseUrl, entities: [] }).initialize();
});
afterAll(async () => {
  await source.destroy();
  await place.stop();
});

/** As the release before left somebody: sealed as they were sent, and in none of today's indexes. */
async function asBefore(person: object, pseudonym: string): Promise<string> {
  const id = await doors.residentAt('NM-ASC', pseudonym);
  await place.admin.query('DELETE FROM consent.identity_index WHERE resident_id = $1', [id]);
  await place.admin.query('INSERT INTO consent.to_index (resident_id) VALUES ($1)', [id]);
  return id;
}

const reindexed = (): Promise<void> =>
  new ReindexResidents(
    new UnitOfWork(source, place.running.app.get(MarkStore)),
    new IdentityIndexes(place.ring),
    place.ring,
    createLog({ app: 'consent', level: 'silent' }),
  ).onModuleInit();

/** Waits until somebody waits for a lock, cuts their connection, and says so. */
async function cutWhoWaits(): Promise<boolean> {
  const CUT = `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  for (;;) {
    const { rows } = await place.admin.query<{ cut: boolean }>(CUT);
    if (rows.length > 0) return rows.every(({ cut }) => cut);
  }
}

describe('residents of before', () => {
  it('are indexed anew by a start whose connection is cut meanwhile', async () => {
    const person = { ...doors.someone(), familyName: 'Strauß' };
    const id = await asBefore(person, await doors.bring('nm-asc', person));
    await place.admin.query('BEGIN; LOCK TABLE consent.identity_index');
    const started = reindexed();
    expect(await cutWhoWaits()).toBe(true);
    await place.admin.query('COMMIT');
    await started;
    const INDEXED = `SELECT count(*) > 0 AS indexed FROM consent.identity_index WHERE resident_id = $1`;
    expect((await place.admin.query(INDEXED, [id])).rows).toEqual([{ indexed: true }]);
  });

  it('are found in any spelling once they are indexed anew, an address of somebody shielded by nobody’s words', async () => {
    const { nhsNumber: _, ...person } = { ...doors.someone(), familyName: 'Wałęsa' };
    const { nhsNumber: __, ...hidden } = { ...doors.someone(), familyName: 'Sørensen' };
    const [atAsc, hiddenAtAsc] = [
      await doors.bring('nm-asc', person),
      await doors.bring('nm-asc', { ...hidden, locationShield: true }),
    ];
    const [id] = [await asBefore(person, atAsc), await asBefore(hidden, hiddenAtAsc)];
    const found = async (body: object): Promise<unknown> =>
      (await doors.post('osei', '/v1/residents/lookup', body)).body['resident'];
    expect(await found({ ...person, familyName: 'WALESA' })).toBeNull();
    const damaged = await doors.residentAt('NM-ASC', await doors.bring('nm-asc', doors.someone()));
    await place.admin.query('INSERT INTO consent.to_index (resident_id) VALUES ($1)', [damaged]);
    await place.admin.query(`UPDATE consent.resident SET sealed_identity = 'x' WHERE id = $1`, [damaged]);
    await reindexed();
    expect(await found({ ...person, familyName: 'WALESA' })).toEqual({ id: atAsc });
    expect(await found({ ...hidden, familyName: 'Soerensen' })).toBeNull();
    const atGp = await doors.bring('nm-gp', { ...person, familyName: 'Walesa' });
    expect(await doors.residentAt('NM-GP', atGp)).toBe(id);
    const { rows } = await place.admin.query('SELECT resident_id AS id FROM consent.to_index');
    expect(rows).toEqual([{ id: damaged }]);
  });
});
