import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '#libs/domain';
import { type Facts, factsApart } from '#libs/pdp';
import type { SqlExecutor } from '#libs/persistence';
import { PlaceFact, type SealedEntry, WithPlaceFact } from '#libs/sealing';
import type pg from 'pg';
import { HeldKey } from './data-key.js';
import { EntryReader, type OpenedEntry } from './entry-reader.js';
import { EntryWriter } from './entry-writer.js';
import { KeptForEver, NotAwaited } from './faults/careless-keepers.js';
import { KeepPlaceFacts } from './keep-place-facts.js';
import { KeyReader } from './key-reader.js';
import { openTrailPlace, type TrailPlace } from './testing/trail-place.js';

let place: TrailPlace;
let keys: KeyReader;
let writer: EntryWriter;
beforeAll(async () => {
  place = await openTrailPlace('policy_app');
  keys = new KeyReader(place.ring);
  writer = new EntryWriter(keys);
});
afterAll(() => place.close());

/** Never the same twice. */
const agreement = (): PlaceFact => PlaceFact.of({ id: randomUUID(), categories: ['MEDS'] });
const said = (facts: readonly PlaceFact[], incarnation = 'a') => [{ incarnation, facts }];
const naming = (fact: PlaceFact, own: Json = {}): SealedEntry =>
  writer.sealWith('place', {
    kind: 'decision',
    detail: { facts: new WithPlaceFact(fact, own as object) },
    index: { action: 'read', outcome: 'permit', categories: [] },
  });
const recorded = async (fact: PlaceFact): Promise<string> =>
  writer.append(place.app, naming(fact)).then(
    () => 'recorded',
    (error: { code: string }) => error.code,
  );
async function open(entry: SealedEntry, reader = new EntryReader()): Promise<OpenedEntry> {
  const [sealed, wrappedEntryKey] = [Buffer.from(entry.detail, 'base64'), Buffer.from(entry.wrappedKey, 'base64')];
  return (await reader.open(place.app, [{ entryId: entry.id, sealed, wrappedEntryKey, key: keys.ofPlace() }]))[0]!;
}
/** Entries that say that it was stored. */
async function entriesOf({ name }: PlaceFact): Promise<number> {
  const sql = `SELECT s.id FROM audit.staging s JOIN audit.place_fact f ON f.entry_id = s.id
    WHERE f.name = decode($1, 'hex') AND s.facets ->> 'action' = 'keep-place-fact'`;
  return (await place.admin.query(sql, [name])).rowCount!;
}
/** A database of before: what it was told since is not in it. */
const restored = ({ name }: PlaceFact): Promise<unknown> =>
  place.admin.query(`DELETE FROM audit.place_fact WHERE name = decode($1, 'hex')`, [name]);
/** Counts what the database is asked. */
function counted(): { readonly on: SqlExecutor; asked: number } {
  const counting = { asked: 0, on: place.app as SqlExecutor };
  const query = (...asked: [pg.QueryConfig, unknown[]]) => ((counting.asked += 1), place.app.query(...asked));
  counting.on = { query } as unknown as SqlExecutor;
  return counting;
}

describe('a fact of the place', () => {
  it('is stored once, with one entry, by however many at once; then nothing is asked any more', async () => {
    const [one, two] = [agreement(), agreement()];
    const keepers = Array.from({ length: 8 }, () => new KeepPlaceFacts(writer));
    await Promise.all(keepers.map((keeper, at) => keeper.keep(place.app, said(at % 2 ? [one, two] : [two, one, two]))));
    expect([await entriesOf(one), await entriesOf(two)]).toEqual([1, 1]);
    const database = counted();
    await keepers[0]!.keep(database.on, said([one, two]));
    await keepers[0]!.keep(database.on, said([one, agreement()]));
    expect(database.asked).toBe(1);
  });

  it('is not there under a name that is not its hash, nor where it is no object, nor where its entry cannot be', async () => {
    const keep = (fact: object): Promise<unknown> =>
      place.app.query('SELECT audit.keep_place_v1($1::jsonb)', [JSON.stringify([fact])]);
    const [fact, list] = [agreement(), PlaceFact.of(['MEDS'])];
    const entry = writer.sealWith('place', {
      kind: 'governance',
      detail: {},
      index: { action: 'a', outcome: 'b', categories: [] },
    });
    await expect(keep({ ...fact, text: '{}', entry })).rejects.toMatchObject({ code: '23514' });
    await expect(keep({ ...list, entry })).rejects.toMatchObject({ code: '23514' });
    await expect(keep({ ...fact, entry: { ...entry, detailHash: '00' } })).rejects.toMatchObject({ code: '22023' });
    expect(await recorded(fact)).toBe('23503');
    await expect(place.app.query('SELECT * FROM audit.place_fact')).rejects.toMatchObject({ code: '42501' });
  });

  it('is stored before anything names it, and no entry that names another is recorded', async () => {
    const fact = agreement();
    expect(await recorded(fact)).toBe('23503');
    await new KeepPlaceFacts(writer).keep(place.app, said([fact]));
    expect(await recorded(fact)).toBe('recorded');
  });

  it('is told anew to a database that was restored, and asked for again where telling failed', async () => {
    const fact = agreement();
    const keeper = new KeepPlaceFacts(writer);
    const broken = { query: () => Promise.reject(new Error('away')) } as unknown as SqlExecutor;
    await expect(keeper.keep(broken, said([fact]))).rejects.toThrow('away');
    await keeper.keep(place.app, said([fact]));
    await restored(fact);
    await keeper.keep(place.app, said([fact], 'b'));
    expect(await recorded(fact)).toBe('recorded');
  });

  it('would be missed where it is known for ever, or not waited for', async () => {
    const [first, second] = [agreement(), agreement()];
    const keeper = new KeptForEver(writer);
    await keeper.keep(place.app, said([first]));
    await restored(first);
    await keeper.keep(place.app, said([first], 'b'));
    expect(await recorded(first)).toBe('23503');
    const held = await place.admin.connect();
    await held.query('BEGIN');
    await held.query('LOCK TABLE audit.place_fact IN SHARE MODE');
    await new NotAwaited(writer).keep(place.app, said([second]));
    expect(await recorded(second)).toBe('23503');
    await held.query('ROLLBACK');
    held.release();
  });
});

describe('an entry that names facts of the place', () => {
  it('opens with them put back, read once', async () => {
    const fact = PlaceFact.of({ id: randomUUID(), bundle: 'b' });
    await new KeepPlaceFacts(writer).keep(place.app, said([fact]));
    const [reader, entry] = [new EntryReader(), naming(fact, { now: 'n' })];
    const opened = { state: 'open', detail: { facts: { now: 'n', ...(JSON.parse(fact.text) as object) } } };
    expect(await open(entry, reader)).toEqual(opened);
    await restored(fact);
    expect(await open(entry, reader)).toEqual(opened);
  });

  it('is never told without them: where one is missing or was changed, that is an error', async () => {
    const [fact, changed] = [agreement(), agreement()];
    await new KeepPlaceFacts(writer).keep(place.app, said([fact, changed]));
    await restored(fact);
    await expect(open(naming(fact))).rejects.toThrow(fact.name);
    await place.admin.query('ALTER TABLE audit.place_fact DROP CONSTRAINT place_fact_is_itself');
    await place.admin.query(`UPDATE audit.place_fact SET text = '{}' WHERE name = decode($1, 'hex')`, [changed.name]);
    await expect(open(naming(changed))).rejects.toThrow(changed.name);
  });
});

describe('an entry of release 0.4, which says all of it itself', () => {
  interface Kept {
    readonly [part: string]: string;
    readonly detail: never;
  }
  const kept = JSON.parse(readFileSync('libs/trail/src/testing/entry-of-release-0.4.json', 'utf8')) as Kept;
  const bytes = (part: string): Buffer => Buffer.from(kept[part]!, 'base64');
  const key = new HeldKey({ level: 'resident', id: 'somebody' }, bytes('dataKey'));

  it('opens as it was, and just like one of today that says the same', async () => {
    const row = { entryId: kept['entryId']!, sealed: bytes('sealed'), wrappedEntryKey: bytes('wrappedEntryKey'), key };
    const database = counted();
    expect(await new EntryReader().open(database.on, [row])).toEqual([{ state: 'open', detail: kept.detail }]);
    expect(database.asked).toBe(0);
    const { facts, ...said } = kept.detail as { facts: Facts };
    const { detail, ofPlace } = factsApart(facts);
    await new KeepPlaceFacts(writer).keep(place.app, [{ incarnation: 'a', facts: ofPlace }]);
    const today = key.sealEntry({
      ...{ kind: 'disclosure', bundle: null, detail: { ...said, facts: detail } },
      index: { action: 'read', outcome: 'permit', categories: [] },
    });
    const [sealed, wrappedEntryKey] = [Buffer.from(today.detail, 'base64'), Buffer.from(today.wrappedKey, 'base64')];
    const opened = await new EntryReader().open(place.app, [{ entryId: today.id, sealed, wrappedEntryKey, key }]);
    expect(opened).toEqual([{ state: 'open', detail: kept.detail }]);
    expect([row.sealed.length, sealed.length]).toEqual([4096, 960]);
  });
});
