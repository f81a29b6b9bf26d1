import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { SessionSeal } from '../session/session-seal.js';
import { SessionStore } from '../session/session-store.js';

/** Sessions in a database of this spec alone. */
export interface OpenSessions {
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly store: SessionStore;
  readonly key: Buffer;
  /** Moves a session's times back, which the portal itself may not. */
  age(id: string, minutes: { used?: number; created?: number }): Promise<void>;
  close(): Promise<void>;
}

export async function openSessions(): Promise<OpenSessions> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.urlFor('portal_app') });
  const key = randomBytes(32);
  return {
    database,
    pool,
    key,
    store: new SessionStore(pool, new SessionSeal(key)),
    age: async (id, { used = 0, created = 0 }) => {
      await pool.query(
        `UPDATE portal.session SET used_at = used_at - make_interval(mins => $2),
           created_at = created_at - make_interval(mins => $3) WHERE id_hash = $1`,
        [createHash('sha256').update(id).digest(), used, created],
      );
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
