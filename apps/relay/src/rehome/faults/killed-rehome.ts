import type pg from 'pg';
import type { KeyReader } from '#libs/trail';
import { RehomeBatch } from '../rehome-batch.js';

/** A process that dies once so many batches are stored. */
export class KilledRehome extends RehomeBatch {
  constructor(
    pool: pg.Pool,
    keys: KeyReader,
    private left: number,
  ) {
    super({ pool }, keys);
  }

  protected override store(...batch: Parameters<RehomeBatch['store']>): Promise<number> {
    if (this.left-- === 0) throw new Error('killed');
    return super.store(...batch);
  }
}
