import { DirectiveStore } from '../directive-store.js';

/** The fault: looks at what stands while somebody else may be writing it. */
export class DoesNotWait extends DirectiveStore {
  protected override hold(): Promise<void> {
    return Promise.resolve();
  }
}
