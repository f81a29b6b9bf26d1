import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MarkStore, UnitOfWork } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { KeyReader } from '#libs/trail';
import { DataSource } from 'typeorm';
import { type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';
import { IdentityDoors } from '../testing/identity-checks.js';
import { IdentityIndexes, type PersonDetails } from './identity-indexes.js';
import { indexesBefore } from './indexes-before.js';
import { ReindexResidents } from './reindex-residents.js';
import { type KnownBefore, RereadIdentity } from './reread-identity.js';

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

function reindex(
  reread = new RereadIdentity(place.ring, new KeyReader(place.ring), new IdentityIndexes(place.ring)),
): Promise<void> {
  const work = new UnitOfWork(source, place.running.app.get(MarkStore));
  return new ReindexResidents(work, reread, createLog({ app: 'consent', level: 'silent' })).onModuleInit();
}

/** Waits until somebody waits for a lock, cuts their connection, and says so. */
async function cutWhoWaits(): Promise<boolean> {
  const CUT = `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  for (;;) {
    const { rows } = await place.admin.query<{ cut: boolean }>(CUT);
    if (rows.length > 0) return rows.every(({ cut }) => cut);
  }
}

interface Said {
  readonly value: string;
  readonly kind: string;
  readonly agencies: readonly string[];
}
async function saidOf(id: string): Promise<readonly Said[]> {
  const sql = `SELECT encode(value, 'hex') AS value, kind, (SELECT array_agg(a ORDER BY a) FROM unnest(agencies) AS a) AS agencies
    FROM consent.identity_index WHERE resident_id = $1 ORDER BY 1`;
  return (await place.admin.query<Said>(sql, [id])).rows;
}

/** As the release before indexed what these agencies said. */
async function foldedBefore(id: string, words: readonly (readonly [string, PersonDetails])[]): Promise<void> {
  await place.admin.query('DELETE FROM consent.identity_index WHERE resident_id = $1', [id]);
  for (const [agency, details] of words)
    for (const { kind, value } of indexesBefore(place.ring, details))
      await place.admin.query(
        `INSERT INTO consent.identity_index AS i (value, resident_id, kind, agencies) VALUES ($1, $2, $3, ARRAY[$4])
           ON CONFLICT (value, resident_id) DO UPDATE SET agencies = i.agencies || excluded.agencies`,
        [value, id, kind, agency],
      );
  await place.admin.query('INSERT INTO consent.to_index (resident_id) VALUES ($1)', [id]);
}

/** Counts whoever linked somebody as having said all that is known of them. */
class EverybodySaidAll extends RereadIdentity {
  override reread(before: KnownBefore): ReturnType<RereadIdentity['reread']> {
    return super.reread({ ...before, said: {} });
  }
}

describe('a start whose connection is cut meanwhile', () => {
  it('indexes residents anew all the same', async () => {
    const person = { ...doors.someone(), familyName: 'Strauß' };
    const id = await asBefore(person, await doors.bring('nm-asc', person));
    await place.admin.query('BEGIN; LOCK TABLE consent.identity_index');
    const started = reindex();
    expect(await cutWhoWaits()).toBe(true);
    await place.admin.query('COMMIT');
    await started;
    expect((await saidOf(id)).length).toBeGreaterThan(0);
  });
});

describe('residents whose names were folded', () => {
  /** Somebody whom three agencies know by words of their own, one of them through a question that was answered. */
  async function settled(): Promise<{ id: string; words: readonly (readonly [string, PersonDetails])[] }> {
    const { nhsNumber, ...joe } = { ...doors.someone(), givenName: 'Joe' };
    const words = [
      ['NM-ASC', joe],
      ['NM-GP', { ...joe, nhsNumber, postcode: 'NM8 8AA' }],
      ['NM-GP', { ...joe, nhsNumber }],
      ['HARBOUR', { ...joe, givenName: 'Joël' }],
    ] as const;
    const id = await doors.residentAt('NM-ASC', await doors.bring('nm-asc', joe));
    const local = randomUUID();
    for (const [, said] of words.slice(1, 3).reverse()) await doors.bring('nm-gp', said, local);
    await doors.bring('harbour', words[3][1]);
    for (const check of await doors.asked('marsh', id))
      for (const who of ['marsh', 'osei']) await doors.answer(who, check, 'same');
    return { id, words };
  }

  it('are indexed anew by what each agency said, and by nothing of the fold', async () => {
    const { id, words } = await settled();
    const now = await saidOf(id);
    expect(new Set(now.flatMap(({ agencies }) => agencies))).toEqual(new Set(['NM-ASC', 'NM-GP', 'HARBOUR']));
    await foldedBefore(id, words);
    await reindex(new EverybodySaidAll(place.ring, new KeyReader(place.ring), new IdentityIndexes(place.ring)));
    expect(await saidOf(id)).not.toEqual(now);
    await foldedBefore(id, words);
    await reindex();
    expect(await saidOf(id)).toEqual(now);
  });

  it('meet nobody by the fold, not even before they are indexed anew', async () => {
    const { nhsNumber: _, ...joe } = { ...doors.someone(), givenName: 'Joe' };
    const id = await doors.residentAt('NM-ASC', await doors.bring('nm-asc', joe));
    await foldedBefore(id, [['NM-ASC', joe]]);
    const jo = await doors.residentAt('NM-GP', await doors.bring('nm-gp', { ...joe, givenName: 'Jo' }));
    expect(jo).not.toBe(id);
    await reindex();
    expect(await doors.residentAt('HARBOUR', await doors.bring('harbour', joe))).toBe(id);
  });
});

describe('residents of before', () => {
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
    await reindex();
    expect(await found({ ...person, familyName: 'WALESA' })).toEqual({ id: atAsc });
    expect(await found({ ...hidden, familyName: 'Soerensen' })).toBeNull();
    const atGp = await doors.bring('nm-gp', { ...person, familyName: 'Walesa' });
    expect(await doors.residentAt('NM-GP', atGp)).toBe(id);
    const { rows } = await place.admin.query('SELECT resident_id AS id FROM consent.to_index');
    expect(rows).toEqual([{ id: damaged }]);
  });
});
