import { UnitOfWork } from '../unit-of-work.js';

/** Gives up where its process stood still before it had begun. */
export class BeginsOnce extends UnitOfWork {
  protected override mayBeginAnew(): boolean {
    return false;
  }
}
