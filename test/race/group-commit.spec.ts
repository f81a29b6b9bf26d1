import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DatabaseClock } from '#libs/pdp';
import { createTestDatabase, type TestDatabase, type Rewriting, whileRewritten } from '#libs/testing';
import { AwaitLocks } from '../../apps/relay/src/release/fence/await-locks.js';
import { CallFence } from '../../apps/relay/src/release/fence/call-fence.js';
import type { FenceItem } from '../../apps/relay/src/release/fence/fence-item.js';
import { FenceQueue } from '../../apps/relay/src/release/fence/fence-queue.js';
import { lookItem, openingItem } from '../../apps/relay/src/testing/fence-items.js';
import { SHARE } from './faults/seeded-fault.js';

let database: TestDatabase;
let admin: pg.Client;
let changing: pg.Client;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  changing = new pg.Client({ connectionString: database.adminUrl });
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 16 });
  await Promise.all([admin.connect(), changing.connect()]);
});
afterEach(() => changing.query('ROLLBACK'));
afterAll(async () => {
  await Promise.all([admin.end(), changing.end(), pool.end()]);
  await database.drop();
});

const RESIDENT = '00000001-0000-4000-8000-000000000001';

const queue = (): FenceQueue => new FenceQueue(new CallFence({ pool }, new DatabaseClock()), new AwaitLocks({ pool }));

/** A permit under the epochs as they are. */
async function permitted(change: Partial<FenceItem> = {}): Promise<FenceItem> {
  const item = lookItem(change);
  const { rows } = await admin.query<{ epochs: object }>(
    `SELECT to_jsonb(e) || jsonb_build_object('incarnation', fence.incarnation_v1()) AS epochs FROM fence.epochs_v1($1, $2) AS e`,
    [item.requesterId, item.residentId],
  );
  return { ...item, ...rows[0] };
}

/** Somebody's change of a resident that holds its lock until it ends. */
async function holdFor(resident: string): Promise<void> {
  await changing.query('BEGIN');
  await changing.query('SELECT fence.bump_residents(ARRAY[$1])', [resident]);
}

/** Whether it is over before the change that is held is let go. */
async function isOverFirst(work: Promise<unknown>): Promise<boolean> {
  const order: string[] = [];
  const done = work.then(() => order.push('work'));
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 800))]);
  order.push('let go');
  await changing.query('COMMIT');
  await done;
  return order[0] === 'work';
}

/** The fence as it would be if a call waited for the locks that it wants. */
const WAITING_FOR_LOCKS: Rewriting = [
  /BEGIN[\s\S]*END/,
  `BEGIN
     place := false; practitioners := '{}'; residents := '{}';
     PERFORM fence.share_v1(p_practitioners, p_residents::uuid[]);
   END`,
];
const waitingForLocks = <T>(work: () => Promise<T>): Promise<T> =>
  whileRewritten(admin, [SHARE, WAITING_FOR_LOCKS], work);

describe('a resident’s withdrawal that takes 800 ms', () => {
  const strangerBeside = async (): Promise<boolean> => {
    const line = queue();
    const [own, stranger] = [await permitted({ residentId: RESIDENT }), await permitted()];
    await holdFor(RESIDENT);
    const waits = line.submit([own]);
    const overtakes = isOverFirst(line.submit([stranger]).then((settled) => settled[0]!.result));
    const [first] = await Promise.all([overtakes, waits]);
    return first;
  };
  const stopBeside = async (): Promise<boolean> => {
    const own = await permitted({ residentId: RESIDENT });
    await holdFor(RESIDENT);
    const waits = queue().submit([own]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const first = await isOverFirst(admin.query('SELECT fence.bump_place()'));
    await waits;
    return first;
  };

  it('keeps no stranger waiting', async () => expect(await strangerBeside()).toBe(true));
  it('keeps no emergency stop waiting behind those who ask about that resident', async () =>
    expect(await stopBeside()).toBe(true));
  it('would keep the stop waiting, were a call to wait for its locks', async () =>
    expect(await waitingForLocks(stopBeside)).toBe(false));

  it('has whoever asks about that resident decide again once it is over', async () => {
    const own = await permitted({ residentId: RESIDENT });
    await holdFor(RESIDENT);
    const waits = queue().submit([own]);
    await isOverFirst(waits);
    expect(await waits).toMatchObject([{ result: 'moved' }]);
  });
});

describe('whoever waits for a lock', () => {
  it('holds nothing by it afterwards, not even in a transaction of its own', async () => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      for (const [level, key] of [
        [1, ''],
        [2, RESIDENT],
        [3, RESIDENT],
      ])
        await client.query('SELECT fence.await_share_v1($1::smallint, $2)', [level, key]);
      const { rows } = await admin.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database =
        (SELECT oid FROM pg_database WHERE datname = current_database())`);
      expect(rows).toEqual([]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});

describe('a call of strangers’ items', () => {
  it('records all of them but the one that cannot be, each with its entry', async () => {
    const line = queue();
    const good = await Promise.all(Array.from({ length: 12 }, () => permitted()));
    const altered = await permitted();
    const bad = { ...altered, entry: { ...altered.entry, detailHash: '00'.repeat(32) } };
    const [failed, ...settled] = await Promise.allSettled([bad, ...good].map((item) => line.submit([item])));
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22023' } });
    expect(settled).toMatchObject(good.map(({ id }) => ({ value: [{ id, result: 'recorded' }] })));
    const { rows } = await admin.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM relay.disclosure d JOIN audit.staging s ON s.id = d.entry_id JOIN audit.detail t ON t.entry_id = s.id
         WHERE d.id = ANY ($1::uuid[])`,
      [[bad, ...good].map(({ id }) => id)],
    );
    expect(rows[0]!.n).toBe(good.length);
  });

  it('is refused where two would take effect on one delivery: the queue never makes one', async () => {
    const items = await Promise.all([1, 2].map(() => permitted(openingItem('00000009-0000-4000-8000-000000000001'))));
    await expect(pool.query('SELECT relay.disclose_v2($1)', [JSON.stringify(items)])).rejects.toMatchObject({
      code: '22023',
    });
    expect(await queue().submit(items)).toMatchObject([{ result: 'gone' }, { result: 'gone' }]);
  });
});

describe('a call of offers', () => {
  const HOLD_ROWS = 'relay.hold_rows(relay.disclosure_item[])';
  const PUBLISH = 'messaging.publish_v2(jsonb)';

  /** Of a record of its own, or of this one's. */
  async function offer(of?: FenceItem, event: object = { n: 1 }): Promise<FenceItem & { readonly workId: string }> {
    const residentId = of?.residentId ?? randomUUID();
    const recordId = of?.delivery?.recordId ?? randomUUID();
    const record = {
      ordinal: 0,
      id: recordId,
      residentId,
      sourceAgency: 'NM-ASC',
      sourceId: recordId,
      sourceVersion: 1,
    };
    await pool.query('SELECT relay.accept_v2($1)', [
      JSON.stringify([{ ...record, category: 'MEDS', sealedBody: 'AA==', bodyHash: '00', keyController: 'NM-ASC' }]),
    ]);
    const { rows } = await admin.query<{ id: string }>('SELECT id FROM relay.work WHERE record_id = $1', [recordId]);
    const [stream, topic] = [`REACH:${residentId}`, 'agency.reach.records.v1'];
    const sealed = { event, envelope: 'sealed', wrappedKey: 'AA==', keyController: 'NM-ASC' };
    const delivery = { id: randomUUID(), recordId, stream, topic, key: residentId, ...sealed };
    const item = await permitted({ kind: 'offer', residentId, delivery });
    return { ...item, workId: rows[0]!.id };
  }
  const numbers = async (items: readonly FenceItem[]): Promise<(string | null)[]> => {
    const sql = 'SELECT record_id AS record, seq FROM relay.delivery WHERE id = ANY ($1::uuid[])';
    const { rows } = await admin.query<{ record: string; seq: string }>(sql, [items.map((item) => item.delivery!.id)]);
    return items.map((item) => rows.find(({ record }) => record === item.delivery!.recordId)?.seq ?? null);
  };
  const tooLarge = { long: 'x'.repeat(262_144) };
  /** What becomes of strangers' offers beside one whose message is too large, and of that one. */
  async function besideTooLarge(): Promise<unknown[]> {
    const [large, ...others] = await Promise.all([
      offer(undefined, tooLarge),
      ...Array.from({ length: 7 }, () => offer()),
    ]);
    const line = queue();
    const [own, ...settled] = await Promise.allSettled([large!, ...others].map((item) => line.submit([item])));
    return [own!.status, settled.flatMap((one) => (one.status === 'fulfilled' ? one.value[0]!.result : 'failed'))];
  }

  it('refuses two of one record, which the queue never puts together', async () => {
    const first = await offer();
    const both = [first, { ...(await offer(first)), workId: first.workId }];
    const call = (): Promise<unknown> => pool.query('SELECT relay.disclose_v2($1)', [JSON.stringify(both)]);
    await expect(call()).rejects.toMatchObject({ code: '22023' });
    await whileRewritten(admin, [HOLD_ROWS, [/IF \(SELECT count[\s\S]*?\) THEN/, 'IF false THEN']], () =>
      expect(call()).rejects.toMatchObject({ code: '23505' }),
    );
    expect(await queue().submit(both)).toMatchObject([{ result: 'recorded' }, { result: 'gone' }]);
    expect(await numbers(both)).toEqual(['1', '1']);
  });

  it('records strangers’ beside one whose message is too large', async () => {
    expect(await besideTooLarge()).toEqual(['rejected', Array(7).fill('recorded')]);
    const forgiving = await whileRewritten(admin, [PUBLISH, ['> 262144', '> 999999999']], besideTooLarge);
    expect(forgiving).toEqual(['fulfilled', Array(7).fill('recorded')]);
  });
});
