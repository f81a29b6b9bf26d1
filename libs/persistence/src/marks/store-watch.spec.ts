import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { readStanding, type StandingSql } from './compare-with-store.js';
import type { MarkStore, Stored } from './mark-store.js';
import { StoreWatch } from './store-watch.js';
import { markOf } from './testing/mark-store-conformance.js';
import { MemoryMarkStore } from './testing/memory-mark-store.js';

let database: TestDatabase;
let admin: pg.Client;
let relay: pg.Client;
let store: MarkStore;
beforeEach(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  relay = new pg.Client({ connectionString: database.urlFor('relay_app') });
  await Promise.all([admin.connect(), relay.connect()]);
  store = new MemoryMarkStore();
  await admin.query(`UPDATE fence.standing SET valid_until = '-infinity', written_by = pg_current_xact_id()`);
});
afterEach(async () => {
  await Promise.all([admin.end(), relay.end()]);
  await database.drop();
});

const log = { error: () => undefined, info: () => undefined };
const watchOf = (by: MarkStore = store): StoreWatch => new StoreWatch({ sql: relay, store: by, log });
const round = (by?: MarkStore): Promise<string | null> => watchOf(by).round();
const shared = (): Promise<unknown> => relay.query(`SELECT fence.vouch_v1()`);
const OLD = 60_000;

describe('vouching for a database', () => {
  it('is asked for before anything is gathered, and lasts for seconds', async () => {
    await expect(shared()).rejects.toMatchObject({ code: '55R01' });
    expect(await round()).toBeNull();
    await shared();
    await admin.query(`UPDATE fence.standing SET valid_until = clock_timestamp(), written_by = pg_current_xact_id()`);
    await expect(shared()).rejects.toMatchObject({ code: '55R01' });
    expect(await round()).toBeNull();
    await shared();
  });

  it('ends with the server, and with a row that comes out of a dump', async () => {
    await round();
    await admin.query(
      `UPDATE fence.standing SET started_at = started_at - interval '1 hour', written_by = pg_current_xact_id()`,
    );
    await expect(shared()).rejects.toMatchObject({ code: '55R01' });
    expect(await round()).toBeNull();
    await shared();
    await admin.query(
      `CREATE TEMP TABLE dump AS SELECT * FROM fence.standing; DELETE FROM fence.standing; INSERT INTO fence.standing SELECT * FROM dump`,
    );
    await expect(shared()).rejects.toMatchObject({ code: '55R01' });
    expect(await round()).toMatch(/restored/);
  });

  it('is not done by who slept over another’s renewal', async () => {
    const { rows } = await relay.query<{ s: { nonce: string } }>('SELECT fence.standing_v1() AS s');
    await round();
    const late = await relay.query<{ renewed: boolean }>('SELECT fence.renew_v1($1) AS renewed', [rows[0]!.s.nonce]);
    expect(late.rows[0]!.renewed).toBe(false);
  });

  it('needs its own store: not an empty one, another’s, or one that is away', async () => {
    await round();
    const other = new MemoryMarkStore();
    await other.found(randomUUID());
    expect(await round(new MemoryMarkStore())).toMatch(/empty/);
    expect(await round(other)).toMatch(/another database/);
    const away = new MemoryMarkStore();
    away.read = () => Promise.reject(new Error('away'));
    await expect(round(away)).rejects.toThrow('away');
    await shared();
  });

  it('finds a log that is shorter than it was signed, and then nobody vouches again', async () => {
    await round();
    const { incarnations } = await store.read();
    await store.signed(incarnations[0]!, 7);
    expect(await round()).toMatch(/older than the restart-proof store/);
    await expect(shared()).rejects.toMatchObject({ code: '55R01' });
    const forgetful = new MemoryMarkStore();
    await forgetful.found(incarnations[0]!);
    expect(await round(forgetful)).toMatch(/restored/);
  });
});

describe('a watch that compares while an operator recovers', () => {
  /** The recovery is done between the look at the store and the word about it. */
  class RecoveredMeanwhile extends MemoryMarkStore {
    override async read(): Promise<Stored> {
      const before = await super.read();
      const incarnation = randomUUID();
      await this.begin(incarnation, 0);
      await admin.query(`SELECT fence.recover_v1($1, '[]', 'restored')`, [incarnation]);
      return before;
    }
  }
  const stateAfter = async (sql: StandingSql): Promise<string> => {
    const meanwhile = new RecoveredMeanwhile();
    await meanwhile.found((await readStanding(relay)).incarnation);
    await meanwhile.signed((await readStanding(relay)).incarnation, 7);
    await new StoreWatch({ sql, store: meanwhile, log }).round();
    return (await readStanding(relay)).state;
  };

  it('does not shut it again by what it saw before', async () => {
    await round();
    expect(await stateAfter(relay)).toBe('open');
    await shared();
  });

  it('would, if it did not say of which incarnation it speaks', async () => {
    await round();
    const unsaid: StandingSql = {
      query: (text, values) =>
        text.includes('find_restored_v2') ? relay.query('SELECT fence.find_restored_v1()') : relay.query(text, values),
    };
    expect(await stateAfter(unsaid)).toBe('restored');
  });
});

describe('a mark without a change', () => {
  const bars = async (): Promise<string[]> =>
    (await admin.query<{ thing: string }>('SELECT thing FROM fence.bars_v1(NULL, $1, 100)', [''])).rows.map(
      (row) => row.thing,
    );

  it('bars what it names, once it cannot be on its way any more', async () => {
    const [orphan, young] = [markOf('resident:a', 'agency:HARBOUR'), markOf('resident:b')];
    await store.leave({ ...orphan, at: orphan.at - OLD });
    await store.leave(young);
    const watch = watchOf();
    expect(await watch.round()).toBeNull();
    expect(await bars()).toEqual(['agency:HARBOUR', 'resident:a']);
    await store.void([young.id]);
    await watch.round();
    expect(await bars()).toEqual(['agency:HARBOUR', 'resident:a']);
  });

  it('is found also by a watch that compared before, and told once', async () => {
    const told: unknown[] = [];
    const heard = { ...log, error: (fields: object) => told.push(fields) };
    const watches = [0, Infinity].map(
      (compareEveryMs) => new StoreWatch({ sql: relay, store, log: heard, compareEveryMs }),
    );
    for (const watch of watches) await watch.round();
    const orphan = markOf('resident:a');
    await store.leave({ ...orphan, at: orphan.at - OLD });
    const [often, never] = watches as [StoreWatch, StoreWatch];
    // As it was: one comparison, and no other while somebody vouches.
    await never.round();
    expect([await bars(), told]).toEqual([[], []]);
    await often.round();
    await often.round();
    expect([await bars(), told]).toEqual([['resident:a'], [{ barred: 1 }]]);
  });

  it('bars nothing where the change turns out to have committed', async () => {
    const slow = markOf('resident:a');
    await store.leave({ ...slow, at: slow.at - OLD });
    await round();
    expect(await bars()).toEqual(['resident:a']);
    await relay.query('SELECT fence.announce_v1($1, $2)', [slow.id, slow.things]);
    expect(await bars()).toEqual([]);
  });
});
