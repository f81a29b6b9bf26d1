import { bootstrapApp, type RunningApp, waitFor } from '#libs/http';
import { createLog, type Log } from '#libs/telemetry';
import { CONSENT } from './about.js';
import type { ConsentConfig } from './config.js';
import { ConsentModule } from './consent.module.js';
import { openParts } from './open-parts.js';

/** Starts the consent app; waits for a database that is still away. */
export async function serveConsent(config: ConsentConfig, given?: Log): Promise<RunningApp> {
  const log = given ?? createLog({ app: 'consent', level: config.LOG_LEVEL });
  const parts = await waitFor('database', () => openParts(config, log), log);
  return bootstrapApp(ConsentModule.with(parts), {
    ...CONSENT,
    config,
    log,
    // What else is asked never holds the last connections of the pool: a withdrawal finds one at once.
    usualSlots: Math.max(1, config.DATABASE_POOL - 2),
  });
}
