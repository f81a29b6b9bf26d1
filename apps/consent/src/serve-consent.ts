import { bootstrapApp, type RunningApp, waitFor } from '#libs/http';
import { connect, FileMarkStore, hotPool } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { createLog, type Log } from '#libs/telemetry';
import type { ConsentConfig } from './config.js';
import { ConsentModule } from './consent.module.js';
import { ENTITIES } from './entities.js';

/** Starts the consent app; waits for a database that is still away. */
export async function serveConsent(config: ConsentConfig, given?: Log): Promise<RunningApp> {
  const log = given ?? createLog({ app: 'consent', level: config.LOG_LEVEL });
  const ring = KeyRing.fromFile(config.KEY_FILE);
  const open = (): ReturnType<typeof connect> =>
    connect({ url: config.DATABASE_URL, schema: 'consent', entities: ENTITIES, poolSize: config.DATABASE_POOL });
  const source = await waitFor('database', open, log);
  const onIdleError = (error: Error): void => log.warn({ err: error }, 'the database closed an idle connection');
  const pool = hotPool(config.DATABASE_URL, 'consent', onIdleError, config.DATABASE_POOL);
  const marks = new FileMarkStore(config.marksFolder);
  return bootstrapApp(ConsentModule.with({ config, source, pool, ring, marks }), {
    name: 'consent',
    title: 'Consent Broker: consent',
    description: 'Residents, how agencies know them, and what they have said about sharing their data.',
    config,
    log,
    // What else is asked never holds the last connections of the pool: a withdrawal finds one at once.
    usualSlots: Math.max(1, config.DATABASE_POOL - 2),
  });
}
