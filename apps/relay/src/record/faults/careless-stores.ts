import { StoreUpdates, type Waiting } from '../store-updates.js';
import { UpdateHolders } from '../update-holders.js';

/** The fault: whoever shares a call shares its failure. */
export class FailsTogether extends StoreUpdates {
  protected override failed(together: readonly Waiting[], error: unknown): Promise<void> {
    for (const { reject } of together) reject(error);
    return Promise.resolve();
  }
}

/** The fault: what may have been stored is sent once more, as if it had not. */
export class SendsAgain extends StoreUpdates {
  protected override async failed(together: readonly Waiting[], error: unknown): Promise<void> {
    if (together.length === 1) return super.failed(together, error);
    for (const one of together) await this.carry([one]);
  }
}

/** The fault: what was read for whoever shares the statement is taken for everybody's. */
export class ForgetsWhoAsked extends UpdateHolders {
  protected override async read(named: Parameters<UpdateHolders['read']>[0]): ReturnType<UpdateHolders['read']> {
    const rows = await super.read(named);
    return named.flatMap(({ agency }) => rows.map((row) => (row.agency === null ? row : { ...row, agency })));
  }
}
