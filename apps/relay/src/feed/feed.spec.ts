import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import fc from 'fast-check';
import pg from 'pg';
import { FeedPositions } from './feed-positions.js';
import { readByIdentity } from './faults/read-by-identity.js';

let database: TestDatabase;
let admin: pg.Pool;
let pool: pg.Pool;
let positions: FeedPositions;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 8 });
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 4 });
  positions = new FeedPositions({ pool });
});
afterAll(async () => {
  await Promise.all([admin.end(), pool.end()]);
  await database.drop();
});
beforeEach(() => admin.query('TRUNCATE relay.feed_waiting, relay.feed_entry, relay.feed_counter'));

/** As the triggers lay them in. */
const WAIT = `INSERT INTO relay.feed_waiting (feed, agency, item_id) VALUES ('recall', 'A', $1)`;
const PAGE = `SELECT item_id AS id, position FROM relay.feed_entry WHERE feed = 'recall' AND agency = 'A' AND position > $1
  ORDER BY position LIMIT $2`;

interface Reader {
  read(limit: number): Promise<string[]>;
}

/** Goes on from the cursor of the page before, as a consumer does. */
function consumer(): Reader {
  let after: string | undefined;
  return {
    read: async (limit) => {
      const from = await positions.openAt('recall', 'A', after);
      const { rows } = await pool.query<{ id: string; position: string }>(PAGE, [from.position, limit]);
      after = from.cursor(rows.at(-1)?.position ?? null);
      return rows.map(({ id }) => id);
    },
  };
}

/** Transactions that begin, write and end in any order, between pages: each ends by `commits`. */
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 4 })), {
  minLength: 4,
  maxLength: 25,
});

async function readsAll(plan: readonly (readonly [number, number])[], reader: Reader): Promise<boolean> {
  const [open, committed, seen]: [Map<number, pg.PoolClient>, string[], string[]] = [new Map(), [], []];
  const written = new Map<number, string[]>();
  for (const [writer, limit] of plan) {
    const client = open.get(writer);
    if (client) {
      await client.query('COMMIT');
      client.release();
      open.delete(writer);
      committed.push(...written.get(writer)!);
    } else {
      const begun = await admin.connect();
      const ids = [randomUUID(), randomUUID()];
      await begun.query('BEGIN');
      for (const id of ids) await begun.query(WAIT, [id]);
      open.set(writer, begun);
      written.set(writer, ids);
    }
    seen.push(...(await reader.read(limit)));
  }
  for (const [writer, client] of open) {
    await client.query('COMMIT');
    client.release();
    committed.push(...written.get(writer)!);
  }
  for (let page = await reader.read(3); page.length > 0; page = await reader.read(3)) seen.push(...page);
  return committed.length === seen.length && new Set(seen).size === seen.length;
}

const cleared = async (): Promise<void> =>
  void (await admin.query('TRUNCATE relay.feed_waiting, relay.feed_entry, relay.feed_counter'));

describe('a feed', () => {
  it('shows each item once to a reader that goes on by its cursor, in whatever order they commit', async () => {
    await fc.assert(fc.asyncProperty(steps, async (plan) => readsAll(plan, consumer())).beforeEach(cleared), {
      numRuns: 25,
    });
  });

  it('which a cursor over the identity would not', async () => {
    const plan = [
      [0, 1],
      [1, 4],
      [1, 4],
      [0, 4],
    ] as const;
    expect(await readsAll(plan, readByIdentity(admin))).toBe(false);
    await cleared();
    expect(await readsAll(plan, consumer())).toBe(true);
  });

  it('goes on while a transaction idles elsewhere in the cluster, or beside it', async () => {
    const elsewhere = await createTestDatabase();
    const idle = [elsewhere.adminUrl, database.adminUrl].map((connectionString) => new pg.Client({ connectionString }));
    for (const client of idle) {
      await client.connect();
      await client.query('BEGIN; SELECT pg_current_xact_id()');
    }
    const reader = consumer();
    await admin.query(WAIT, [randomUUID()]);
    expect(await reader.read(5)).toHaveLength(1);
    await Promise.all(idle.map((client) => client.end()));
    await elsewhere.drop();
  });

  it('has positions without a gap, from readers that number at once', async () => {
    await Promise.all(
      Array.from({ length: 60 }, () => admin.query(WAIT, [randomUUID()]).then(() => consumer().read(1))),
    );
    await consumer().read(1);
    const { rows } = await admin.query<{ position: string }>('SELECT position FROM relay.feed_entry ORDER BY position');
    expect(rows.map(({ position }) => Number(position))).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  });

  it('answers a cursor of before a restore, and of a release before, with how to begin again', async () => {
    const { rows } = await admin.query<{ now: string }>('SELECT fence.incarnation_v1() AS now');
    const other = rows[0]!.now.startsWith('0') ? '1fffffff' : '0fffffff';
    for (const after of [`${other}-3`, '771.4', '0.0']) {
      await expect(positions.openAt('recall', 'A', after)).rejects.toMatchObject({ code: 'cursor-superseded' });
    }
    expect((await positions.openAt('recall', 'A', `${rows[0]!.now}-3`)).position).toBe('3');
  });
});
