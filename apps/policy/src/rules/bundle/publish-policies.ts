import { RULES, UnitOfWork, rowsOf } from '#libs/persistence';
import type { EntityManager } from 'typeorm';
import { Trail } from '../../trail/trail.js';
import { productVersion } from './product-version.js';
import type { ReleaseRules } from './release-rules.js';
import { HOLD_SCHEDULE } from './schedule.js';
import { storeBundle } from './store-bundle.js';

/** Who stands for the files that came with the release: whoever deployed it. */
export const REPOSITORY = 'repository';
const REPORT = `INSERT INTO policy.bundle_report (hash, kind, passed, report, made_by, product_version)
  SELECT $1, 'repository', true, '{}', $2, $3 WHERE NOT EXISTS (SELECT 1 FROM policy.bundle_report r
    WHERE r.hash = $1 AND r.kind = 'repository' AND r.product_version = $3)`;
const BARE = 'NOT EXISTS (SELECT 1 FROM policy.bundle_schedule)';
const PUT = `INSERT INTO policy.bundle_schedule (hash, kind, approved_by) SELECT $1, 'publish', $2 WHERE ${BARE} RETURNING hash`;

/**
 * Takes in the release's own rules, which its build has checked, and puts them in force where no bundle is, with an
 * entry; where one is, officers decide when these follow. Any number of processes may start at once: one of them
 * publishes. Returns whether this one did.
 */
export async function publishPolicies(work: UnitOfWork, trail: Trail, bundle: ReleaseRules): Promise<boolean> {
  if (!(await work.run((tx) => takeIn(tx, bundle)))) return false;
  return work.run(async (tx) => {
    await work.mark(tx, RULES);
    await tx.query(HOLD_SCHEDULE);
    if (rowsOf(await tx.query(PUT, [bundle.hash, REPOSITORY])).length === 0) return false;
    const detail = { bundle: bundle.hash, files: bundle.files.map((file) => file.name) };
    await trail.append(tx, null, { kind: 'governance', action: 'bundle-publish', detail });
    return true;
  });
}

/** Returns whether no bundle was ever put in force. */
async function takeIn(tx: EntityManager, { hash, files }: ReleaseRules): Promise<boolean> {
  const version = productVersion();
  const title = `Rules of release ${version}`;
  await storeBundle(tx, { hash, files, author: REPOSITORY, title, description: '' });
  await tx.query(REPORT, [hash, REPOSITORY, version]);
  return rowsOf<{ bare: boolean }>(await tx.query(`SELECT ${BARE} AS bare`))[0]!.bare;
}
