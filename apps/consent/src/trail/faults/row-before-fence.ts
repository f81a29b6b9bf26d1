import { RecordCircumstance } from '../record-circumstance.js';

/** The fault: the moment is read before the fence's lock is held, which the row's own trigger takes only after the clock was read. */
export class RowBeforeFence extends RecordCircumstance {
  protected override fence(): Promise<void> {
    return Promise.resolve();
  }
}
