import type { SqlExecutor } from '#libs/persistence';
import type { DataKey } from '../data-key.js';
import { KeyReader } from '../key-reader.js';

/** Keeps what it has unwrapped, to spare a statement: a key that was erased since is still there. */
export class KeptKeys extends KeyReader {
  private readonly kept = new Map<string, DataKey>();

  override async ofResident(on: SqlExecutor, id: string): Promise<DataKey> {
    const key = this.kept.get(id) ?? (await super.ofResident(on, id));
    this.kept.set(id, key);
    return key;
  }
}
