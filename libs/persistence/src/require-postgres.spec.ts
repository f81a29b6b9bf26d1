import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bootstrapCluster } from './bootstrap-cluster.js';
import { refuseLate } from './faults/late-refusal.js';

/** A server of a release, that keeps what it was asked. */
function serverOf(version: string): { client: pg.Client; asked: string[] } {
  const asked: string[] = [];
  const client = Object.assign(new pg.Client(), {
    query: (sql: string) => {
      asked.push(sql);
      return Promise.resolve({ rows: [{ version, name: 'x' }], rowCount: 1 });
    },
  });
  return { client, asked };
}

describe('the database', () => {
  it.each(['150004', '170009'])(
    'that is too old (%s) is refused in words, before anything is written',
    async (version) => {
      const { client, asked } = serverOf(version);
      await expect(bootstrapCluster(client, ['fence'], {})).rejects.toThrow(/PostgreSQL 1[57]; PostgreSQL 18 or newer/);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatch(/^SELECT current_setting/);
    },
  );

  it('that is too old would have been written to by a refusal that comes late', async () => {
    const { client, asked } = serverOf('170009');
    await expect(refuseLate(client, ['fence'], {})).rejects.toThrow('Nothing was changed.');
    expect(asked.filter((sql) => !sql.startsWith('SELECT'))).toEqual(['CREATE ROLE fence_owner NOLOGIN']);
  });

  it.each(['180000', '190001'])('of %s is taken', async (version) => {
    const { client, asked } = serverOf(version);
    await expect(bootstrapCluster(client, [], {})).rejects.toThrow('no password was given');
    expect(asked.length).toBeGreaterThan(1);
  });
});
