import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Readiness } from '#libs/http';
import { createLog, HttpMetrics } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { AuditPool } from './audit-pool.js';
import { WatchLog } from './watch-log.js';

let database: TestDatabase;
let pool: pg.Pool;
const metrics = new HttpMetrics('audit');
const lines: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.urlFor('audit_app') });
  const log = createLog({ app: 'audit', level: 'info', destination: { write: (line) => void lines.push(line) } });
  new WatchLog(new AuditPool(pool), new Readiness(), metrics, log).onModuleInit();
});
afterAll(() => database.drop());

async function shown(): Promise<Record<string, string | undefined>> {
  const page = await metrics.registry.metrics();
  const names = ['audit_log_entries', 'audit_merge_delay_seconds', 'http_requests_in_flight'];
  return Object.fromEntries(
    names.map((name) => [name, new RegExp(`^${name}\\{app="audit"\\} (.+)$`, 'm').exec(page)?.[1]]),
  );
}

it('shows how long the log is and how far behind, and neither while the database is away', async () => {
  expect(await shown()).toEqual({
    audit_log_entries: '0',
    audit_merge_delay_seconds: '0',
    http_requests_in_flight: '0',
  });
  expect(lines).toEqual([]);
  await pool.end();
  expect(await shown()).toEqual({
    audit_log_entries: undefined,
    audit_merge_delay_seconds: undefined,
    http_requests_in_flight: '0',
  });
  expect(lines.join('')).toContain('a metric has no value');
});
