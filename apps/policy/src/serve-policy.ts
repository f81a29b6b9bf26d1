import { bootstrapApp, type RunningApp, waitFor } from '#libs/http';
import { loadPolicies } from '#libs/pdp';
import { connect, hotPool, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { createLog, type Log } from '#libs/telemetry';
import { BundleStore } from './bundle/bundle-store.js';
import { FirstBundle } from './bundle/first-bundle.js';
import { policiesFolder } from './bundle/policies-folder.js';
import type { PolicyConfig } from './config.js';
import { PolicyModule } from './policy.module.js';
import { ENTITIES } from './storage/entities.js';

/** A batch of 200 evaluations, or a bundle with its schema. */
const BODY_LIMIT = 1024 * 1024;

/**
 * Starts the policy app. The policies of the folder are read first: a file that is not valid stops the start with its name,
 * line and rule (BundleError). Then waits for a database that is still away.
 */
export async function servePolicy(config: PolicyConfig, given?: Log): Promise<RunningApp> {
  const log = given ?? createLog({ app: 'policy', level: config.LOG_LEVEL });
  const ring = KeyRing.fromFile(config.KEY_FILE);
  const bundle = await loadPolicies(config.POLICIES_DIR ?? policiesFolder());
  const open = (): ReturnType<typeof connect> =>
    connect({ url: config.DATABASE_URL, schema: 'policy', entities: ENTITIES, poolSize: config.DATABASE_POOL });
  const source = await waitFor('database', open, log);
  await new FirstBundle(new UnitOfWork(source), new BundleStore(), log).run(bundle);
  const onIdleError = (error: Error): void => log.warn({ err: error }, 'the database closed an idle connection');
  const pool = hotPool(config.DATABASE_URL, 'policy', onIdleError, config.DATABASE_POOL);
  return bootstrapApp(PolicyModule.with({ config, source, pool, ring }), {
    name: 'policy',
    title: 'Consent Broker: policy',
    description: 'Agencies, their people and relationships, agreements, policy bundles, and decisions (AuthZEN 1.0).',
    config,
    log,
    bodyLimit: BODY_LIMIT,
  });
}
