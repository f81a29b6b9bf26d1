import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { sampleEntry } from '../testing/sample-entry.js';

let database: TestDatabase;
const pools: pg.Pool[] = [];
let app: pg.Pool;
let relay: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  app = open('audit_app');
  relay = open('relay_app');
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

function open(role: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: database.urlFor(role), max: 4 });
  pools.push(pool);
  return pool;
}
const append = (db: pg.Pool | pg.PoolClient, entry: unknown) =>
  db.query<{ at: Date }>('SELECT audit.append_v1($1::jsonb) AS at', [JSON.stringify(entry)]);
const HASH = Buffer.alloc(32, 1);
const extend = (from: number, ids: string[], tile = HASH, root = HASH) =>
  app.query('SELECT audit.extend_v1($1, $2, $3, $4, $5, $6, $7, $8)', [
    from,
    ids,
    ids.map(() => Buffer.from('{}')),
    ids.length ? [0] : [],
    ids.length ? [0] : [],
    ids.length ? [tile] : [],
    root,
    'note',
  ]);

describe('audit.append_v1', () => {
  it('stages an entry for each app that may append, at the clock of the fence', async () => {
    for (const role of ['audit_app', 'consent_app', 'policy_app', 'relay_app']) {
      const { rows } = await append(open(role), sampleEntry());
      expect(Math.abs(rows[0]!.at.getTime() - Date.now())).toBeLessThan(60_000);
    }
    const { rows } = await app.query<{ n: string }>('SELECT count(*) AS n FROM audit.staging');
    expect(rows[0]!.n).toBe('4');
  });

  it('goes with the transaction it is called in', async () => {
    const entry = sampleEntry();
    const client = await relay.connect();
    await client.query('BEGIN');
    await append(client, entry);
    await client.query('ROLLBACK');
    client.release();
    const { rowCount } = await app.query('SELECT 1 FROM audit.staging WHERE id = $1', [entry.id]);
    expect(rowCount).toBe(0);
  });

  it('refuses the second append of an id, staged or sequenced', async () => {
    const entry = sampleEntry();
    await append(relay, entry);
    await expect(append(relay, entry)).rejects.toMatchObject({ code: '23505' });
    const { rows } = await app.query<{ size: string }>('SELECT size FROM audit.head');
    await extend(Number(rows[0]!.size), [entry.id]);
    await expect(append(relay, entry)).rejects.toMatchObject({ code: '23505' });
  });

  it('refuses an append that raced the sequencer for the same id', async () => {
    const entry = sampleEntry();
    await append(relay, entry);
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const { rows } = await admin.query<{ size: string }>('SELECT size FROM audit.head');
    await admin.query('BEGIN');
    await admin.query(`SELECT audit.extend_v1($1, $2, $3, '{}', '{}', '{}', $4, 'n')`, [
      rows[0]!.size,
      [entry.id],
      [HASH],
      HASH,
    ]);
    const late = append(relay, entry);
    const outcome = expect(late).rejects.toMatchObject({ code: '23505' });
    await admin.query('COMMIT');
    await admin.end();
    await outcome;
  });

  it.each([
    ['a detail whose hash differs', sampleEntry({ detailHash: '00'.repeat(32) }), '22023'],
    ['an unknown kind', sampleEntry({ kind: 'gossip' }), '23514'],
    ['an unknown key holder', sampleEntry({ keyHolder: { level: 'town', id: 'x' } }), '23514'],
    ['a bundle that is no hash', sampleEntry({ bundle: 'latest' }), '23514'],
    ['an index without categories', sampleEntry({ index: { action: 'read', outcome: 'permit' } }), '22023'],
    ['a resident id that is no uuid', sampleEntry({}, { residentId: 'margaret' }), '22P02'],
    ['no detail', sampleEntry({ detail: undefined }), '22023'],
  ])('refuses %s', async (_what, entry, code) => {
    await expect(append(relay, entry)).rejects.toMatchObject({ code });
  });

  it('refuses to run above read committed, where a duplicate could hide', async () => {
    const client = await relay.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(append(client, sampleEntry())).rejects.toMatchObject({ code: '25001' });
    await client.query('ROLLBACK');
    client.release();
  });
});

describe('audit.extend_v1', () => {
  const size = async () => Number((await app.query<{ size: string }>('SELECT size FROM audit.head')).rows[0]!.size);

  it('refuses a batch that does not start at the head', async () => {
    await expect(extend((await size()) + 1, [])).rejects.toMatchObject({ code: '40001' });
  });
  it('refuses an entry that is not staged, and leaves no trace of the batch', async () => {
    const entry = sampleEntry();
    await append(relay, entry);
    const before = await size();
    await expect(extend(before, [entry.id, randomUUID()])).rejects.toMatchObject({ code: '40001' });
    expect(await size()).toBe(before);
  });
  it('refuses to change a hash that a tile holds, and another root at a signed size', async () => {
    const entry = sampleEntry();
    await append(relay, entry);
    const from = await size();
    await expect(extend(from, [entry.id], Buffer.alloc(64, 9))).rejects.toMatchObject({ code: '23514' });
    await expect(extend(from, [], HASH, Buffer.alloc(32, 7))).rejects.toMatchObject({ code: '23514' });
  });
});

describe('rights in schema audit', () => {
  it.each(['entry', 'entry_index', 'entry_key', 'detail', 'tile', 'checkpoint', 'staging', 'head'])(
    'audit_app can neither insert, update, delete nor truncate %s',
    async (table) => {
      const { rows } = await app.query<{ may: boolean }>(
        `SELECT has_table_privilege('audit_app', $1, 'INSERT, UPDATE, DELETE, TRUNCATE') AS may`,
        [`audit.${table}`],
      );
      expect(rows[0]!.may).toBe(false);
    },
  );
  it('leaves EXECUTE on nothing to PUBLIC and a pinned search_path on every function that runs as its owner', async () => {
    const { rows } = await app.query(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'audit'::regnamespace
          AND (proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(proacl) WHERE grantee = 0)
               OR prosecdef AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false))`,
    );
    expect(rows).toEqual([]);
  });
  it('gives relay_app no view of the tables', async () => {
    await expect(relay.query('SELECT 1 FROM audit.entry_line')).rejects.toMatchObject({ code: '42501' });
  });
  it('hands every caller the practitioner key that was stored first', async () => {
    const ask = async (candidate: number) => {
      const sql = 'SELECT audit.practitioner_key_v1($1, $2) AS key';
      return (await relay.query<{ key: Buffer }>(sql, ['p1', Buffer.alloc(60, candidate)])).rows[0]!.key;
    };
    expect(await ask(1)).toEqual(Buffer.alloc(60, 1));
    expect(await ask(2)).toEqual(Buffer.alloc(60, 1));
  });
});
