import { WorkQueue, type Work } from '../work.js';

/** The fault: what stands behind is ended also by one whose own work was taken away from it, and that did nothing. */
export class EndsAnyway extends WorkQueue {
  override async done(work: readonly Work[], behind: readonly string[] = []): Promise<void> {
    await super.done(work);
    await super.done(behind.map((id) => ({ ...work[0]!, id })));
  }
}
