import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { placeFor } from './postgres-place.js';
import { startPostgres, type RunningPostgres } from './postgres.js';
import { isRunning, refer } from './processes.js';

describe('the embedded PostgreSQL', () => {
  const root = mkdtempSync(join(tmpdir(), 'postgres-'));
  const dataDir = join(root, 'data');
  const running: RunningPostgres[] = [];

  async function start(password = 'a secret: /?#'): Promise<RunningPostgres> {
    const server = await startPostgres({ dataDir, password });
    running.push(server);
    return server;
  }

  async function ask(server: RunningPostgres, sql: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: server.adminUrl });
    await client.connect();
    try {
      return (await client.query<{ answer: unknown }>(sql)).rows[0]?.answer;
    } finally {
      await client.end();
    }
  }

  beforeAll(() => chmodSync(root, 0o755));
  afterAll(async () => {
    for (const server of running) await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('is PostgreSQL 18, is a process of its own session, and keeps what was committed', async () => {
    const server = await start();
    expect(String(await ask(server, "SELECT current_setting('server_version') AS answer"))).toMatch(/^18\./);
    await ask(server, 'CREATE TABLE kept AS SELECT 7 AS answer');
    await server.stop();
    await server.stop();
    const again = await start();
    expect(await ask(again, 'SELECT answer FROM kept')).toBe(7);
  });

  it('takes over from one that a killed supervisor left on the same files, and never by the file’s word alone', async () => {
    const left = refer('postgres', running.at(-1)!.pid);
    const next = await start();
    expect(isRunning(left)).toBe(false);
    expect(await ask(next, 'SELECT answer FROM kept')).toBe(7);
    await next.stop();
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await expect(start()).resolves.toBeDefined();
  });

  it('says at once when its files were made with another password', async () => {
    await running.at(-1)!.stop();
    await expect(start('another')).rejects.toThrow(/was made with other secrets/);
  });

  it('moves to /var/tmp where a directory above is closed to its account', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'closed-'));
    const place = await placeFor(join(closed, 'data'));
    // Only root runs it as somebody else; an ordinary account reaches its own directory.
    const isRoot = process.getuid?.() === 0;
    expect(place.account === undefined).toBe(!isRoot);
    expect(place.dataDir.startsWith(isRoot ? '/var/tmp/consent-broker/' : closed)).toBe(true);
    for (const dir of [closed, place.dataDir]) rmSync(dir, { recursive: true, force: true });
  });
});
