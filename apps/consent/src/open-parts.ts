import { connect, FileMarkStore, hotPool } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import type { Log } from '#libs/telemetry';
import type { ConsentConfig } from './config.js';
import { ENTITIES } from './entities.js';
import type { ConsentParts } from './storage/storage.module.js';

/** The keys, connections and restart-proof store that a consent app works with. Rejects where the database is away. */
export async function openParts(config: ConsentConfig, log: Log, application = 'consent'): Promise<ConsentParts> {
  const { DATABASE_URL: url, DATABASE_POOL: poolSize } = config;
  const ring = KeyRing.fromFile(config.KEY_FILE);
  const source = await connect({ url, schema: 'consent', entities: ENTITIES, poolSize });
  const onIdleError = (error: Error): void => log.warn({ err: error }, 'the database closed an idle connection');
  const pool = hotPool(url, application, onIdleError, poolSize);
  return { config, source, pool, ring, marks: new FileMarkStore(config.marksFolder) };
}
