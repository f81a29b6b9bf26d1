import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRing } from '#libs/sealing';
import { EntryReader, KeyReader } from '#libs/trail';
import pg from 'pg';
import { eventually, RelayCaller } from '../testing/relay-caller.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';
import { BodiesOnly } from './faults/bodies-only.js';
import { KilledRehome } from './faults/killed-rehome.js';
import { type Place, RehomeBatch } from './rehome-batch.js';

const FIRST: Place = {
  record: '00000000-0000-0000-0000-000000000000',
  delivery: '00000000-0000-0000-0000-000000000000',
};
const READ_KEY = `SELECT wrapped_key AS wrapped FROM consent.controller_key WHERE resident_id = $1 AND controller = 'NM-ACUTE'`;
const STORE_KEY = `UPDATE consent.controller_key SET wrapped_key = $2 WHERE resident_id = $1 AND controller = 'NM-ACUTE'`;
const SENT = { 'NM-ACUTE': 'warfarin', 'NM-ASC': 'insulin' } as const;
type Source = keyof typeof SENT;

let place: SmallPlace;
let at: RelayCaller;
let pool: pg.Pool;
let keys: KeyReader;
const deliveries = {} as Record<Source, string>;
beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
  pool = new pg.Pool({ connectionString: place.database.urlFor('relay_app') });
  keys = new KeyReader(KeyRing.fromFile(place.config.KEY_FILE));
  for (const source of Object.keys(SENT) as Source[])
    for (const version of [1, 2])
      deliveries[source] = (
        await at.nextDelivery('REACH', () => at.post(source, 'MEDS', { medication: SENT[source] }, version, source))
      ).id;
});
afterAll(async () => {
  await pool.end();
  await place.stop();
});
beforeEach(asBefore);

/** As the release before left it: everything sealed with the resident's key at the place. */
async function asBefore(): Promise<void> {
  const held = await keys.ofResidents(pool, [place.resident], Object.keys(SENT));
  for (const [table, column, prefix] of [
    ['record', 'sealed_body', 'record'],
    ['delivery', 'wrapped_key', 'content-key'],
  ]) {
    const { rows } = await place.admin.query<{ id: string; controller: string; sealed: Buffer }>(
      `SELECT id, key_controller AS controller, ${column} AS sealed FROM relay.${table}
       WHERE key_controller IS NOT NULL AND ${column} IS NOT NULL`,
    );
    for (const { id, controller, sealed } of rows) {
      const [from, into] = [held.at(place.resident, controller), held.ofResident(place.resident)];
      if (from.state !== 'held' || into.state !== 'held') throw new Error('a key is missing');
      const before = from.reseal(sealed, into, `${prefix}/${id}`);
      await place.admin.query(`UPDATE relay.${table} SET ${column} = $2, key_controller = NULL WHERE id = $1`, [
        id,
        before,
      ]);
    }
  }
}

async function standing(): Promise<number[]> {
  const sql = `SELECT (SELECT count(*) FROM relay.record WHERE key_controller IS NULL)::int AS records,
    (SELECT count(*) FROM relay.delivery WHERE key_controller IS NULL AND wrapped_key IS NOT NULL)::int AS keys`;
  const { rows } = await place.admin.query<{ records: number; keys: number }>(sql);
  return [rows[0]!.records, rows[0]!.keys];
}
async function moveAll(batch: RehomeBatch, limit = 2): Promise<number> {
  let [next, moved]: [Place, number] = [FIRST, 0];
  while (next.record !== null || next.delivery !== null) {
    const done = await batch.after(next, limit);
    [next, moved] = [done.next, moved + done.moved];
  }
  return moved;
}
async function shown(): Promise<string> {
  const path = `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=MEDS`;
  return JSON.stringify((await place.call('pell', 'GET', path)).body);
}
/** What a practitioner sees and a connector opens, of each source. */
async function readable(): Promise<Record<Source, [boolean, string]>> {
  const [view, openings] = [await shown(), await at.open('REACH', Object.values(deliveries))];
  const of = (source: Source, index: number): [boolean, string] => [
    view.includes(SENT[source]),
    openings[index]!.outcome,
  ];
  return { 'NM-ACUTE': of('NM-ACUTE', 0), 'NM-ASC': of('NM-ASC', 1) };
}
const ALL = { 'NM-ACUTE': [true, 'permit'], 'NM-ASC': [true, 'permit'] };

describe('what was sealed with the key at the place', () => {
  it('is read in both forms, before it has moved and after', async () => {
    expect(await standing()).toEqual([4, 4]);
    expect(await readable()).toEqual(ALL);
    expect(await moveAll(new RehomeBatch({ pool }, keys))).toBe(8);
    expect(await standing()).toEqual([0, 0]);
    expect(await readable()).toEqual(ALL);
    expect(await moveAll(new RehomeBatch({ pool }, keys))).toBe(0);
  });

  it('is moved on by the next process where one was killed, and once by two at the same moment', async () => {
    await expect(moveAll(new KilledRehome(pool, keys, 1))).rejects.toThrow('killed');
    expect(await standing()).toEqual([2, 2]);
    expect(await readable()).toEqual(ALL);
    const [one, other] = [new RehomeBatch({ pool }, keys), new RehomeBatch({ pool }, keys)];
    const moved = await Promise.all([moveAll(one, 1), moveAll(other, 3)]);
    expect([moved[0]! + moved[1]!, await standing(), await readable()]).toEqual([4, [0, 0], ALL]);
  });

  it('is moved at the start of a relay, beside everything else', async () => {
    await place.reserveRelay();
    const left = await eventually(standing, ([records, contentKeys]) => records === 0 && contentKeys === 0);
    expect([left, await readable()]).toEqual([[0, 0], ALL]);
  });

  it('stays where a key cannot be read, and is told to; the rest moves', async () => {
    const [{ wrapped }] = (await place.admin.query<{ wrapped: Buffer }>(READ_KEY, [place.resident])).rows as [
      { wrapped: Buffer },
    ];
    await place.admin.query(STORE_KEY, [place.resident, randomBytes(60)]);
    expect(await new RehomeBatch({ pool }, keys).after(FIRST)).toMatchObject({ moved: 4, stays: 4 });
    expect(await standing()).toEqual([2, 2]);
    await place.admin.query(STORE_KEY, [place.resident, wrapped]);
    expect(await new RehomeBatch({ pool }, keys).after(FIRST)).toMatchObject({ moved: 4, stays: 0 });
    expect([await standing(), await readable()]).toEqual([[0, 0], ALL]);
  });

  it('would be seen to stay, if a move forgot the content keys', async () => {
    await moveAll(new BodiesOnly({ pool }, keys));
    expect(await standing()).toEqual([0, 4]);
  });
});

describe('a controller that erases somebody', () => {
  interface Staged {
    readonly id: string;
    readonly level: 'resident';
    readonly holder: string;
    readonly source: string;
    readonly sealed: Buffer;
    readonly wrapped: Buffer;
  }
  const entries = async (): Promise<Staged[]> => {
    const sql = `SELECT id, holder_level AS level, holder_id AS holder, facets ->> 'sourceAgency' AS source, d.sealed,
      wrapped_key AS wrapped FROM audit.staging JOIN audit.detail d ON d.entry_id = id WHERE kind = 'disclosure' ORDER BY at`;
    return (await place.admin.query<Staged>(sql)).rows;
  };
  const states = async (written: readonly Staged[]): Promise<string[]> => {
    const held = await keys.ofHolders(
      pool,
      written.map(({ level, holder: id }) => ({ level, id })),
    );
    const opened = await new EntryReader().open(
      place.admin,
      written.map(({ id: entryId, level, holder, sealed, wrapped: wrappedEntryKey }) => ({
        ...{ entryId, sealed, wrappedEntryKey, key: held.of({ level, id: holder }) },
      })),
    );
    return [...new Set(opened.map(({ state }, at) => `${written[at]!.source}: ${state}`))].sort();
  };

  it('destroys what can be read of its own, and nobody else’s; nothing of it comes back', async () => {
    await moveAll(new RehomeBatch({ pool }, keys));
    await readable();
    const written = await entries();
    const wrongly = written.filter(({ holder, source }) => holder !== `${place.resident}/${source}`);
    expect([written.length > 5, wrongly]).toEqual([true, []]);
    expect(await states(written)).toEqual(['NM-ACUTE: open', 'NM-ASC: open']);
    await place.admin.query(
      `UPDATE consent.controller_key SET wrapped_key = NULL, erased_at = fence.domain_now()
       WHERE resident_id = $1 AND controller = 'NM-ACUTE'`,
      [place.resident],
    );
    expect(await states(written)).toEqual(['NM-ACUTE: erased', 'NM-ASC: open']);
    expect(await readable()).toEqual({ 'NM-ACUTE': [false, 'deny'], 'NM-ASC': [true, 'permit'] });
    const update = { sourceId: 'NM-ACUTE', sourceVersion: 4, category: 'MEDS', body: { medication: 'warfarin' } };
    const again = await place.call('nm-acute', 'POST', '/v1/records', {
      resident: place.pseudonyms['NM-ACUTE'],
      ...update,
    });
    expect(again.status).not.toBe(201);
    expect((await keys.ofResidents(pool, [place.resident], ['NM-ACUTE'])).at(place.resident, 'NM-ACUTE')).toEqual({
      state: 'erased',
    });
  });
});
