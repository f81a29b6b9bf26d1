import { DomainError } from '#libs/domain';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { DirectiveStore, type NewVersion } from './directive-store.js';
import { type DirectiveEvent, DirectiveTrail } from './directive-trail.js';

/** A directive as written, and the time from which it certainly holds. */
export interface Recorded {
  readonly directive: NewVersion;
  readonly effectiveAt: string;
}

/** The one way in which a version is written: leaves its mark, fences, ends what it replaces, writes, records, announces, in this order. */
@Injectable()
export class RecordDirective {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly trail: DirectiveTrail,
  ) {}

  /**
   * Rejects with `version-conflict` when what it replaces has changed meanwhile, with `ResidentJoined` when the
   * resident of the version is somebody else now. `ends` writes no successor.
   */
  async record(tx: Transaction, event: DirectiveEvent, ends = false): Promise<Recorded> {
    const { version, superseded } = event;
    const entry = await this.trail.seal(tx, event);
    const residents = [...new Set([version.residentId, ...superseded.map(({ residentId }) => residentId)])];
    await this.work.mark(tx, ...residents.map((id) => `resident:${id}` as const));
    // The fence lock comes before the statement that writes the time: a repeat, and every list, tell that one. And before any
    // row is held, since a join, which holds the lock, moves them.
    await this.store.fence(tx, version.residentId, residents);
    if (superseded.length > 0 && !(await this.store.supersede(tx, superseded))) {
      throw new DomainError('version-conflict', 'this directive was changed by somebody else in the meantime');
    }
    const writtenAt = ends ? null : await this.store.insert(tx, version);
    const recordedAt = await this.trail.record(tx, entry, event);
    return { directive: version, effectiveAt: writtenAt ?? recordedAt };
  }
}
