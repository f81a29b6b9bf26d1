import { RULES, UnitOfWork } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { insertStop } from '../bundle/stop-bundle.js';
import { Trail } from '../../trail/trail.js';
import type { Compared } from './compare-again.js';

export const REFEREE = 'referee';

export interface Mismatch {
  readonly bundle: string;
  readonly entryId: string;
  readonly fields: readonly Compared[];
}

/**
 * Suspends a bundle by which two engines do not decide alike. It fences like a withdrawal: after the commit nothing is
 * released by those rules until an officer rolls back. Idempotent: a bundle that is stopped stays so, without an entry.
 */
export class Breaker {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly log: Log,
  ) {}

  async open(mismatch: Mismatch): Promise<void> {
    const { bundle, entryId, fields } = mismatch;
    const reason = `the referee decided an entry otherwise: ${fields.join(', ')}`;
    const opened = await this.work.stop(async (tx) => {
      await this.work.mark(tx, RULES);
      if (!(await insertStop(tx, { hash: bundle, by: REFEREE, reason }))) return false;
      const detail = { by: REFEREE, bundle, reason, entry: entryId };
      await this.trail.append(tx, null, { kind: 'governance', action: 'bundle-stop', detail });
      return true;
    });
    this.log.error(
      { bundle, entryId, state: opened ? 'opened' : 'open' },
      'the referee decided otherwise: all is denied',
    );
  }
}
