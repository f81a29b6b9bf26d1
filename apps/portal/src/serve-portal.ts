import formbody from '@fastify/formbody';
import { bootstrapApp, waitFor, type RunningApp } from '#libs/http';
import { hotPool } from '#libs/persistence';
import { createLog, type Log } from '#libs/telemetry';
import type { PortalConfig } from './config.js';
import { PortalModule } from './portal.module.js';

/** The portal, listening. Waits for a database that is away; rejects when its keys or its style sheet are missing. */
export async function servePortal(config: PortalConfig, given?: Log): Promise<RunningApp> {
  const log = given ?? createLog({ app: 'portal', level: config.LOG_LEVEL });
  const lost = (err: Error): void => log.warn({ err }, 'an idle connection was lost');
  const pool = hotPool(config.DATABASE_URL, 'portal', lost);
  await waitFor('database', () => pool.query('SELECT'), log);
  return bootstrapApp(PortalModule.with(config, pool), {
    name: 'portal',
    title: 'Consent Broker: portal',
    description: 'Pages for residents, practitioners and officers.',
    config,
    log,
    // Pages, not an interface: forms come in as browsers send them, and there is no document.
    plugins: [formbody],
    documented: false,
  });
}
