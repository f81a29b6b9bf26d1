import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, FileMarkStore, UnitOfWork } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Marks } from './consuming/mark.js';
import { publish } from './publish.js';

/** TypeORM answers an UPDATE … RETURNING, an INSERT and a SELECT in different shapes: all are read alike. */
describe('messaging through a TypeORM transaction', () => {
  let database: TestDatabase;
  let source: Awaited<ReturnType<typeof connect>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await connect({ url: database.urlFor('relay_app'), schema: 'relay', entities: [], poolSize: 2 });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('publishes and moves marks in the UnitOfWork of #libs/persistence', async () => {
    const marks = new Marks('typeorm');
    await new UnitOfWork(source, new FileMarkStore('unused')).run(async (tx) => {
      expect(await publish(tx, { stream: 's', topic: 't.v1', key: 'k', type: 'x.y.v1', data: {} })).toBe(1n);
      expect(await marks.advance(tx, 's', 1n)).toEqual({ seq: 1n, parked: null });
      expect(await marks.advance(tx, 's', 2n)).toEqual({ seq: 2n, parked: null });
      expect(await marks.advance(tx, 's', 2n)).toBeUndefined();
      await marks.park(tx, 's', 'poison', 'x');
      expect(await marks.lock(tx, 's')).toEqual({ seq: 2n, parked: 'poison' });
      expect(await marks.lock(tx, 'new')).toEqual({ seq: 0n, parked: null });
    });
  });
});
