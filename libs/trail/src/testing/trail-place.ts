import { randomBytes, randomUUID } from 'node:crypto';
import { KeyRing } from '#libs/sealing';
import { createTestDatabase } from '#libs/testing';
import pg from 'pg';

/** A database in which people are known by a key and by agencies' pseudonyms, and a ring. */
export interface TrailPlace {
  readonly admin: pg.Pool;
  /** As an app signs in, which reads keys and ids by published functions alone. */
  readonly app: pg.Pool;
  readonly ring: KeyRing;
  resident(): Promise<string>;
  pseudonym(residentId: string, agency: string): Promise<string>;
  erase(residentId: string): Promise<void>;
  /** At one controller, as an erasure leaves it. */
  eraseAt(residentId: string, controller: string): Promise<void>;
  close(): Promise<void>;
}

export async function openTrailPlace(app: 'audit_app' | 'policy_app'): Promise<TrailPlace> {
  const database = await createTestDatabase();
  const admin = new pg.Pool({ connectionString: database.adminUrl });
  const pool = new pg.Pool({ connectionString: database.urlFor(app) });
  const ring = KeyRing.fromJson(KeyRing.generate());
  return {
    admin,
    app: pool,
    ring,
    resident: async () => {
      const id = randomUUID();
      const { wrapped } = ring.newDataKey({ level: 'resident', id });
      await admin.query(
        `INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, '\\x00', '{}')`,
        [id],
      );
      await admin.query('INSERT INTO consent.resident_key (resident_id, wrapped_key) VALUES ($1, $2)', [id, wrapped]);
      return id;
    },
    pseudonym: async (residentId, agency) => {
      const pseudonym = [...randomBytes(26)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
      await admin.query(
        `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
         VALUES ($1, $2, $3, $4, $4, $5)`,
        [randomUUID(), residentId, agency, randomBytes(32), pseudonym],
      );
      return pseudonym;
    },
    erase: async (residentId) => {
      await admin.query('DELETE FROM consent.resident_key WHERE resident_id = $1', [residentId]);
    },
    eraseAt: async (residentId, controller) => {
      await admin.query(
        `UPDATE consent.controller_key SET wrapped_key = NULL, erased_at = fence.domain_now()
         WHERE resident_id = $1 AND controller = $2`,
        [residentId, controller],
      );
    },
    close: async () => {
      await Promise.all([admin.end(), pool.end()]);
      await database.drop();
    },
  };
}
