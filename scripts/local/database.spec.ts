import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { StackDatabase } from './database.js';
import { RunFile } from './run-file.js';
import { ensureSecrets } from './secrets.js';
import { readSettings } from './settings.js';

describe('a database of one’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'own-database-'));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const signedInWith = (password: string): string => {
    const url = new URL(database.urlFor('consent_app'));
    url.password = password;
    return url.href;
  };
  const starting = (url: string): Promise<unknown> => {
    const settings = readSettings({ DATABASE_URL: url, DATA_DIR: folder }, []);
    const giveUp = AbortSignal.timeout(20_000);
    return new StackDatabase(settings, ensureSecrets(folder), new RunFile(folder), giveUp).prepare();
  };

  it('that asks for a password stops the start at once, in words, where none is set or another', async () => {
    await expect(starting(signedInWith(''))).rejects.toThrow(
      /^the database asks consent_app for a password and none is set: put it into DATABASE_URL \(.*\), or into .*PGPASSFILE/,
    );
    await expect(starting(signedInWith('another'))).rejects.toThrow('password authentication failed');
  });

  it('would be asked for ever by what pg says, which has no code', async () => {
    const client = new pg.Client({ connectionString: signedInWith('') });
    const refusal: unknown = await client.connect().catch((error: unknown) => error);
    expect((refusal as Error).message).toMatch(/password must be/);
    expect(refusal).not.toHaveProperty('code');
    client.connection.stream.destroy();
  });
});
