import { bootstrapApp, type RunningApp, vouchFor, waitFor } from '#libs/http';
import { FileMarkStore, hotPool, StoreWatch } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { createLog, type Log } from '#libs/telemetry';
import { AUDIT } from './about.js';
import { AuditModule } from './audit.module.js';
import type { AuditConfig } from './config.js';
import { LogSigner } from './log/log-signer.js';
import { readLogSigner } from './log/read-log-signer.js';

/** The audit app, listening and sequencing. Waits for a database that is away; rejects when a key is wrong. */
export async function serveAudit(config: AuditConfig, given?: Log): Promise<RunningApp> {
  const log = given ?? createLog({ app: 'audit', level: config.LOG_LEVEL });
  const ring = KeyRing.fromFile(config.KEY_FILE);
  const key = new LogSigner(readLogSigner(config.LOG_KEY_FILE, config.LOG_ORIGIN));
  const lost = (err: Error): void => log.warn({ err }, 'an idle connection was lost');
  const pool = hotPool(config.DATABASE_URL, 'audit', lost, config.DATABASE_POOL);
  await waitFor('database', () => pool.query('SELECT'), log);
  const marks = new FileMarkStore(config.marksFolder);
  const running = await bootstrapApp(AuditModule.with({ config, pool, ring, key, marks }), {
    ...AUDIT,
    config,
    log,
  });
  const watch = new StoreWatch({ sql: pool, store: marks, log });
  watch.start();
  return vouchFor(running, watch, marks);
}
