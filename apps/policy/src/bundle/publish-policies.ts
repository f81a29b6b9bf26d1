import type { Bundle } from '#libs/cedar';
import { rowsOf } from '#libs/messaging';
import { UnitOfWork } from '#libs/persistence';
import { Trail } from '../trail/trail.js';
import { storeBundle } from './store-bundle.js';

/** Who stands for the files that came with the release: whoever deployed it. */
const REPOSITORY = 'repository';
const PUT = `INSERT INTO policy.bundle_in_force (hash, approved_by) VALUES ($1, $2)
  ON CONFLICT (singleton) DO NOTHING RETURNING hash`;

/**
 * Puts the release's own rules in force where no bundle is, with an entry; where one is, officers decide and this does
 * nothing. Any number of processes may start at once: one of them publishes. Returns whether this one did.
 */
export function publishPolicies(work: UnitOfWork, trail: Trail, { hash, files }: Bundle): Promise<boolean> {
  return work.run(async (tx) => {
    const present = rowsOf<{ hash: string | null }>(await tx.query('SELECT policy.bundle_in_force_v1() AS hash'));
    if (present[0]?.hash) return false;
    await storeBundle(tx, { hash, files, author: REPOSITORY });
    if (rowsOf(await tx.query(PUT, [hash, REPOSITORY])).length === 0) return false;
    const detail = { bundle: hash, files: files.map((file) => file.name) };
    await trail.append(tx, null, { kind: 'governance', action: 'bundle-publish', detail });
    return true;
  });
}
