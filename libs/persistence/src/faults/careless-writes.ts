import { SharedWrite, type Waiting } from '../shared-write.js';

/** The fault: whoever shares a call shares its failure. */
export class FailsTogether<Item, Answer> extends SharedWrite<Item, Answer> {
  protected override failed(together: readonly Waiting<Item, Answer>[], error: unknown): Promise<void> {
    for (const { reject } of together) reject(error);
    return Promise.resolve();
  }
}

/** The fault: what may have been written is sent once more, as if it had not. */
export class SendsAgain<Item, Answer> extends SharedWrite<Item, Answer> {
  protected override async failed(together: readonly Waiting<Item, Answer>[], error: unknown): Promise<void> {
    if (together.length === 1) return super.failed(together, error);
    for (const one of together) await this.carry([one]);
  }
}
