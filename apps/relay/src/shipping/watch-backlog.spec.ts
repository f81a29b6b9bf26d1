import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpMetrics, createLog } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { WatchBacklog } from './watch-backlog.js';

let database: TestDatabase;
let admin: pg.Pool;
let pool: pg.Pool;
const metrics = new HttpMetrics('relay');
const lines: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl });
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app') });
  const destination = { write: (line: string) => void lines.push(line) };
  new WatchBacklog({ pool }, metrics, createLog({ app: 'relay', level: 'info', destination })).onModuleInit();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function seconds(name: string): Promise<number | undefined> {
  const value = new RegExp(`^${name}\\{app="relay"\\} (.+)$`, 'm').exec(await metrics.registry.metrics())?.[1];
  return value === undefined ? undefined : Number(value);
}

describe('how far behind the relay is', () => {
  it('is nothing where nothing waits', async () => {
    expect(await seconds('relay_unshipped_oldest_seconds')).toBe(0);
    expect(await seconds('relay_work_oldest_seconds')).toBe(0);
  });

  it('is the age of the oldest of each, however much is newer', async () => {
    await admin.query(
      `INSERT INTO messaging.outbox (shard, stream, seq, topic, message_key, event_id, event_type, data, created_at)
       SELECT 0, 'A:x', n, 'a.v1', 'k', gen_random_uuid(), 'x.y.v1', '{}', fence.domain_now() - make_interval(hours => n)
       FROM generate_series(1, 3) n`,
    );
    await admin.query(
      `INSERT INTO relay.work (shard, resident_id, seq, kind, queued_at)
       SELECT 0, gen_random_uuid(), 1, 'sweep', fence.domain_now() - make_interval(mins => 4 - n) FROM generate_series(1, 3) n`,
    );
    expect(Math.round((await seconds('relay_unshipped_oldest_seconds'))! / 60)).toBe(180);
    expect(Math.round((await seconds('relay_work_oldest_seconds'))! / 60)).toBe(3);
  });

  it('is not known where the database is away: no old value, the other metrics stand, and the log says so', async () => {
    await pool.end();
    expect(await seconds('relay_unshipped_oldest_seconds')).toBeUndefined();
    expect(await metrics.registry.metrics()).toContain('http_requests_in_flight');
    expect(lines.join('')).toContain('a metric has no value');
  });
});
