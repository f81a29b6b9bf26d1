import { DomainError } from '#libs/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { mayHaveHappened, OutcomeUnknown } from './outcome-unknown.js';

/** Each time somebody else got through, so as many as there are others at the very same moment; far more than there are. */
const TRIES = 20;
/** unique_violation, serialization_failure, deadlock_detected: somebody else was first, and has committed or will. */
const OVERTAKEN = new Set(['23505', '40001', '40P01']);

/**
 * One explicit transaction. `run` commits when the work resolves and rolls back when it rejects; what belongs to the
 * transaction goes through the `tx` it hands over, never through an ambient context. A commit whose answer was lost rejects
 * with `OutcomeUnknown`.
 */
export class UnitOfWork {
  constructor(private readonly source: DataSource) {}

  run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.once(work, false);
  }

  /**
   * The transaction of a door that can only narrow what may be released (a refusal, a withdrawal, a shield, a suspension…).
   * It is never lost to somebody who changed the same thing at the same moment: overtaken, it looks again and does what is
   * still to be done. So the work reads all that it stands on inside, and a repeat of it is harmless.
   */
  async stop<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.once(work, true);
      } catch (error) {
        if (tries === TRIES || !isOvertaken(error)) throw error;
      }
    }
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, stops: boolean): Promise<T> {
    let committing = false;
    try {
      return await this.source.transaction('READ COMMITTED', async (tx) => {
        const result = await work(tx);
        committing = true;
        return result;
      });
    } catch (error) {
      throw committing && mayHaveHappened(error) ? new OutcomeUnknown(stops, { cause: error }) : error;
    }
  }
}

function isOvertaken(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === 'version-conflict';
  return error instanceof Error && OVERTAKEN.has(String((error as { code?: unknown }).code));
}
