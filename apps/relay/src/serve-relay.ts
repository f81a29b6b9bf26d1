import { requireEngine } from '#libs/cedar';
import { bootstrapApp, Readiness, type RunningApp, vouchFor, waitFor } from '#libs/http';
import { FileMarkStore, hotPool, requireWritable, StoreWatch } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { RELAY } from './about.js';
import { RelayConfig } from './config.js';
import { carryBodies, carryRecords } from './body/carry-bodies.js';
import { MAX_BATCH } from './record/record.dto.js';
import { RelayModule } from './relay.module.js';

/** Posts of 100 records of 64 kB each, and their JSON around them; what one record holds is its own matter. */
const LIMIT = 8 * 1024 * 1024;
const POSTS = {
  '/v1/records': { limit: LIMIT, rewrite: carryBodies },
  '/v1/records/batch': { limit: LIMIT, rewrite: (text: string) => carryRecords(text, MAX_BATCH) },
};

/** The relay, listening. Waits for its database; rejects when its keys or configuration are wrong. */
export async function serveRelay(config: RelayConfig): Promise<RunningApp> {
  const log = createLog({ app: 'relay', level: config.LOG_LEVEL });
  const ring = KeyRing.fromFile(config.KEY_FILE);
  const pool = hotPool(config.DATABASE_URL, 'relay', (err) => log.warn({ err }, 'an idle connection was lost'));
  await waitFor('database', () => pool.query('SELECT'), log);
  const marks = new FileMarkStore(config.marksFolder);
  const running = await bootstrapApp(RelayModule.with(config, { pool }, ring, marks), {
    ...RELAY,
    config,
    bodies: POSTS,
    log,
  });
  const readiness = running.app.get(Readiness);
  readiness.register('database', () => requireWritable(pool));
  readiness.register('engine', requireEngine);
  const watch = new StoreWatch({ sql: pool, store: marks, log });
  watch.start();
  return vouchFor(running, watch, marks);
}
