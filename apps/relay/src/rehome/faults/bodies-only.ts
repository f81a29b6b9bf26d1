import { RehomeBatch } from '../rehome-batch.js';

/** Moves bodies and forgets the content keys of their deliveries: an erasure by the sender leaves those to be opened. */
export class BodiesOnly extends RehomeBatch {
  protected override store(records: Parameters<RehomeBatch['store']>[0]): Promise<number> {
    return super.store(records, []);
  }
}
