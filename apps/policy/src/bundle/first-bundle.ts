import type { Bundle } from '#libs/cedar';
import { UnitOfWork } from '#libs/persistence';
import type { Log } from '#libs/telemetry';
import type { BundleStore } from './bundle-store.js';

/** Author and approver of what came with the software; no person bears the name, so any officer may approve it later. */
export const REPOSITORY = 'repository';

/**
 * At the start: the policies that came with the software are put in force where none is, and else kept for an officer to
 * approve. They never replace a bundle in force by themselves. Idempotent; many processes may start at once.
 */
export class FirstBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BundleStore,
    private readonly log: Log,
  ) {}

  async run(bundle: Bundle): Promise<void> {
    const { hash } = bundle;
    const inForce = await this.work.run(async (tx) => {
      await this.store.keep(tx, bundle, REPOSITORY);
      const first = await this.store.putFirstInForce(tx, hash, REPOSITORY);
      return first ? hash : (await this.store.inForce(tx))!.hash;
    });
    if (inForce === hash) this.log.info({ bundle: hash }, 'the policies of the folder are in force');
    else
      this.log.warn(
        { bundle: hash },
        'the policies of the folder differ from those in force; an officer may approve them',
      );
  }
}
