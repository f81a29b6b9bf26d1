import type { DataSource, EntityManager } from 'typeorm';

/**
 * One explicit transaction. `run` commits when the work resolves and rolls back when it rejects; what belongs to the
 * transaction goes through the `tx` it hands over, never through an ambient context.
 */
export class UnitOfWork {
  constructor(private readonly source: DataSource) {}

  run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction('READ COMMITTED', work);
  }
}
