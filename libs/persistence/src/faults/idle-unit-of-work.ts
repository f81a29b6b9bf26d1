import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../unit-of-work.js';

/** The fault: a transaction waits for the store and says nothing meanwhile, as one does whose process was stopped. */
export class IdleUnitOfWork extends UnitOfWork {
  protected override awake(_tx: EntityManager, leaving: Promise<void>): Promise<void> {
    return leaving;
  }
}
