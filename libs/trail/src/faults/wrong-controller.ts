import type { DataKey } from '../data-key.js';
import { type Controller, Keys } from '../keys.js';

/** Takes the key of whoever asked for that of whose record it is: an erasure by one then shreds the other's evidence. */
export class WrongController extends Keys {
  constructor(
    byName: ReadonlyMap<string, DataKey>,
    private readonly asker: string,
  ) {
    super(byName);
  }

  override forEntry(residentId: string, _source: Controller): DataKey {
    return super.forEntry(residentId, this.asker);
  }
}
