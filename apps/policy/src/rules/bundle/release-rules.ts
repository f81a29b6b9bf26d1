import { readBundleFiles, type Bundle } from '#libs/cedar';
import { loadPolicies } from '#libs/pdp';
import { directClient } from '#libs/persistence';
import { productVersion } from './product-version.js';

/** As `publishPolicies` takes them in. */
export type ReleaseRules = Pick<Bundle, 'hash' | 'files'>;

const TAKEN_IN = `SELECT b.hash FROM policy.bundle b WHERE b.files = $1::jsonb AND EXISTS (SELECT 1 FROM policy.bundle_report r
    WHERE r.hash = b.hash AND r.kind = 'repository' AND r.passed AND r.product_version = $2)`;

/**
 * The release's own rules. Where this release took in the very same files before, they were valid then, and are not validated
 * again: that is half of what a start costs. Where the database does not answer, they are.
 * @throws BundleError naming file, line and rule.
 */
export async function releaseRules(folder: string, databaseUrl: string): Promise<ReleaseRules> {
  const files = await readBundleFiles(folder);
  const hash = await hashOfTakenIn(JSON.stringify(files), databaseUrl).catch(() => undefined);
  return hash === undefined ? loadPolicies(folder) : { hash, files };
}

async function hashOfTakenIn(files: string, databaseUrl: string): Promise<string | undefined> {
  const client = directClient(databaseUrl, 'policy');
  try {
    await client.connect();
    return (await client.query<{ hash: string }>(TAKEN_IN, [files, productVersion()])).rows[0]?.hash;
  } finally {
    await client.end();
  }
}
