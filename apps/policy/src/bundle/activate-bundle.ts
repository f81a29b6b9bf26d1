import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { domainNow } from '../storage/clock.js';
import { requireRole } from '../trail/officer-role.js';
import { Trail } from '../trail/trail.js';
import { BundleInForceRow } from './bundle-in-force.row.js';
import type { ActivatedBundleDto } from './bundle.dto.js';
import { BundleRow } from './bundle.row.js';
import { readBundle } from './read-bundle.js';

/**
 * Puts a bundle in force, or an earlier one back: the second person's act (design 4). It fences like a withdrawal, so
 * nothing is released by the old rules once this is answered. Refuses its own author, and what is in force already.
 */
@Injectable()
export class ActivateBundle {
  constructor(
    private readonly source: DataSource,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
  ) {}

  async run(by: Principal, hash: string): Promise<ActivatedBundleDto> {
    requireRole(by, 'ig-lead', 'policy-author');
    const { author } = await this.approvable(by, hash);
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const lock = { mode: 'for_no_key_update' } as const;
      const before = await tx.findOne(BundleInForceRow, { where: { singleton: true }, lock });
      if (before?.hash === hash) throw new DomainError('state-unchanged', 'this bundle is in force already');
      const next = { hash, approvedBy: by.id, since: await domainNow(tx) };
      await tx.upsert(BundleInForceRow, { singleton: true, ...next }, ['singleton']);
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'bundle-activate',
        detail: { bundle: hash, before: before?.hash ?? null, author },
      });
      return { hash, effectiveAt };
    });
  }

  /** Looked at before the transaction, which must not idle while rules are parsed: a bundle never changes. */
  private async approvable(by: Principal, hash: string): Promise<BundleRow> {
    const bundle = await this.source.manager.findOneBy(BundleRow, { hash });
    if (!bundle) throw new DomainError('bundle-not-found', 'there is no such bundle');
    if (bundle.author === by.id) {
      throw new DomainError('second-person-needed', 'another officer than its author puts a bundle in force');
    }
    // A release may ask more of rules than the one that took them in did.
    readBundle(bundle.files);
    return bundle;
  }
}
