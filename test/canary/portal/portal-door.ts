import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestDatabase, TestIssuer } from '#libs/testing';
import { SessionSeal } from '../../../apps/portal/src/session/session-seal.js';
import { SessionStore } from '../../../apps/portal/src/session/session-store.js';
import { startCodeIssuer, type CodeIssuer } from './code-issuer.js';

/** What stands around a portal: its keys, its issuer and its sessions, as it reads them itself. */
export interface PortalDoor {
  readonly issuer: CodeIssuer;
  readonly store: SessionStore;
  /** As `portal_app`, whose tables the sessions are. */
  readonly pool: pg.Pool;
  /** For a portal at this port, behind the edge at this address. */
  environment(port: number, edge: string): Record<string, string>;
  /** Lets half an hour go by for a session, unused. */
  expire(id: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPortalDoor(database: TestDatabase, tokens: TestIssuer): Promise<PortalDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'canary-portal-'));
  const [keyFile, secretFile] = [join(folder, 'session.key'), join(folder, 'client.secret')];
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  writeFileSync(secretFile, 'a-secret', { mode: 0o600 });
  const pool = new pg.Pool({ connectionString: database.urlFor('portal_app'), max: 2 });
  // Connections are cut under everybody here.
  pool.on('error', () => undefined);
  const issuer = await startCodeIssuer(tokens);
  return {
    ...{ issuer, pool, store: new SessionStore(pool, SessionSeal.fromFile(keyFile)) },
    environment: (port, edge) => ({
      ...{ NODE_ENV: 'test', PORT: String(port), DRAIN_MS: '0', LOG_LEVEL: 'trace' },
      DATABASE_URL: database.urlFor('portal_app'),
      SESSION_KEY_FILE: keyFile,
      CLIENT_SECRET_FILE: secretFile,
      ...{ API_URL: edge, PUBLIC_URL: edge },
      OIDC_ISSUER_RESIDENT: issuer.issuer,
      OIDC_ISSUER_STAFF: issuer.issuer,
    }),
    expire: async (id) => {
      const row = createHash('sha256').update(id).digest();
      await pool.query(`UPDATE portal.session SET used_at = used_at - interval '31 minutes' WHERE id_hash = $1`, [row]);
    },
    close: async () => {
      issuer.stop();
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
