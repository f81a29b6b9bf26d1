import { bootstrapApp, waitFor, type RunningApp } from '#libs/http';
import { connect, FileMarkStore, hotPool, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { createLog, type Log } from '#libs/telemetry';
import { POLICY } from './about.js';
import { requireKnownAgencies } from './registry/agency/require-known-agencies.js';
import type { BundleCheck } from './rules/bundle/check/bundle-check.js';
import { WorkerCheck } from './rules/bundle/check/worker-check.js';
import { publishPolicies } from './rules/bundle/publish-policies.js';
import { releaseRules } from './rules/bundle/release-rules.js';
import type { PolicyConfig } from './config.js';
import { PolicyModule } from './policy.module.js';
import { ENTITIES } from './entities.js';
import { EntryWriter } from '#libs/trail';
import { Trail } from './trail/trail.js';

/**
 * The policy app, listening. Rejects at once, naming file, line and rule, when the rules of POLICIES_DIR are not valid,
 * whether or not they are the ones in force; waits for a database that is away.
 */
export async function startPolicy(
  config: PolicyConfig,
  given?: Log,
  check: BundleCheck = new WorkerCheck(),
): Promise<RunningApp> {
  const log = given ?? createLog({ app: 'policy', level: config.LOG_LEVEL });
  const ring = KeyRing.fromFile(config.KEY_FILE);
  const { DATABASE_URL: url, DATABASE_POOL: poolSize } = config;
  const policies = await releaseRules(config.POLICIES_DIR, url);
  const source = await waitFor('database', () => connect({ url, schema: 'policy', entities: ENTITIES, poolSize }), log);
  const pool = hotPool(url, 'policy', (err) => log.warn({ err }, 'an idle connection was lost'), poolSize);
  const marks = new FileMarkStore(config.marksFolder);
  try {
    await requireKnownAgencies(source, config);
    const publish = (): Promise<boolean> =>
      publishPolicies(new UnitOfWork(source, marks), new Trail(EntryWriter.with(ring)), policies);
    if (await waitFor('database', publish, log)) {
      log.info({ bundle: policies.hash }, "the release's own rules are in force");
    }
    return await bootstrapApp(PolicyModule.with({ config, source, pool, ring, check, marks }), {
      ...POLICY,
      config,
      log,
      // The edge says how it was called; only what stands on this machine is believed.
      serverOptions: { trustProxy: 'loopback' },
    });
  } catch (error) {
    await Promise.allSettled([
      source.isInitialized ? source.destroy() : undefined,
      pool.ended ? undefined : pool.end(),
      marks.close(),
    ]);
    throw error;
  }
}
