import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PoolTransactions } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { publish, publishAll, type NewMessage } from './publish.js';

describe('publish', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let transactions: PoolTransactions;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.urlFor('consent_app') });
    transactions = new PoolTransactions(pool);
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await Promise.all([pool.end(), admin.end()]);
    await database.drop();
  });

  const message = (rest: Partial<NewMessage> = {}): NewMessage => ({
    stream: 'a',
    topic: 'things.v1',
    key: 'k',
    type: 'thing.happened.v1',
    data: { n: 1 },
    ...rest,
  });

  it('numbers each stream from 1 and leaves no gap after a rollback', async () => {
    const one = message({ stream: 'gapless' });
    expect(await transactions.run((tx) => publish(tx, one))).toBe(1n);
    await expect(
      transactions.run(async (tx) => {
        await publish(tx, one);
        throw new Error('the business transaction fails');
      }),
    ).rejects.toThrow('fails');
    expect(await transactions.run((tx) => publish(tx, one))).toBe(2n);
    expect(await transactions.run((tx) => publish(tx, message({ stream: 'another' })))).toBe(1n);
  });

  it('does not let two publishers of several streams wait for each other', async () => {
    const both = ['x', 'y'].map((stream) => message({ stream }));
    const runs = Array.from({ length: 20 }, (_, n) =>
      transactions.run((tx) => publishAll(tx, n % 2 ? both : [...both].reverse())),
    );
    await expect(Promise.all(runs)).resolves.toHaveLength(20);
  });

  it('keeps a stream on the topic and key that it began with', async () => {
    await transactions.run((tx) => publish(tx, message({ stream: 'bound' })));
    for (const other of [{ topic: 'others.v1' }, { key: 'other' }]) {
      const attempt = transactions.run((tx) => publish(tx, message({ stream: 'bound', ...other })));
      await expect(attempt).rejects.toMatchObject({ code: '55000' });
    }
  });

  it.each<[string, Partial<NewMessage>]>([
    ['a key in the shape of an NHS number', { stream: 'n1', key: '9434765919' }],
    ['a stream in the shape of an NHS number', { stream: '9434765919' }],
    ['a key with a space, as names have', { stream: 'n2', key: 'Margaret Ellis' }],
    ['data that is not an object', { stream: 'n3', data: [1] }],
    ['a type without a version', { stream: 'n4', type: 'thing.happened' }],
    ['more than 256 kB', { stream: 'n5', data: { long: 'x'.repeat(262_144) } }],
  ])('refuses %s', async (_name, rest) => {
    await expect(transactions.run((tx) => publish(tx, message(rest)))).rejects.toThrow();
  });

  describe('many in one statement', () => {
    const publishMany = async (messages: readonly NewMessage[]): Promise<(string | undefined)[]> => {
      const named = messages.map((one) => ({ id: randomUUID(), ...one }));
      const sql = 'SELECT event_id AS id, seq FROM messaging.publish_v2($1)';
      const { rows } = await admin.query<{ id: string; seq: string }>(sql, [JSON.stringify(named)]);
      return named.map((message) => rows.find(({ id }) => id === message.id)?.seq);
    };

    it('numbers each stream in the order given, on from where it stood', async () => {
      await transactions.run((tx) => publish(tx, message({ stream: 'many-a' })));
      const streams = ['many-a', 'many-b', 'many-a', 'many-a', 'many-b'];
      const given = streams.map((stream, n) => message({ stream, data: { n } }));
      expect(await publishMany(given)).toEqual(['2', '1', '3', '4', '2']);
      expect(await transactions.run((tx) => publish(tx, message({ stream: 'many-a' })))).toBe(5n);
      expect(await publishMany([])).toEqual([]);
    });

    it.each<[string, string, Partial<NewMessage>[]]>([
      ['two topics of one stream', '55000', [{}, { topic: 'others.v1' }]],
      ['two keys of one stream', '55000', [{}, { key: 'other' }]],
      ['another key than the stream began with', '55000', [{ stream: 'many-a', key: 'other' }]],
      ['a message of more than 256 kB', '54000', [{}, { data: { long: 'x'.repeat(262_144) } }]],
      ['data that is not an object', '23514', [{}, { data: [1] }]],
      ['a stream in the shape of an NHS number', '23514', [{}, { stream: '9434765919' }]],
    ])('refuses all with %s', async (_what, code, given) => {
      const messages = given.map((one) => message({ stream: 'many-c', ...one }));
      await expect(publishMany(messages)).rejects.toMatchObject({ code });
      expect(await publishMany([message({ stream: randomUUID() })])).toEqual(['1']);
    });
  });

  it('leaves no way into the outbox past the counter', async () => {
    const sql = `SELECT grantee, privilege_type FROM information_schema.role_table_grants
      WHERE table_schema = 'messaging' AND table_name IN ('outbox', 'stream_counter') AND grantee <> 'messaging_owner' ORDER BY 1, 2`;
    const { rows } = await admin.query(sql);
    expect(rows).toEqual([
      { grantee: 'relay_app', privilege_type: 'DELETE' },
      { grantee: 'relay_app', privilege_type: 'SELECT' },
    ]);
  });
});
