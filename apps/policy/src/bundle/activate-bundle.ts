import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../trail/officer-roles.js';
import { PolicyTrail } from '../trail/policy-trail.js';
import type { ActivatedBundle } from './bundle.dto.js';
import { BundleStore } from './bundle-store.js';

/**
 * A second person puts a bundle in force: never its author, and an information governance lead. It takes effect at one
 * moment that fences like a revocation: no disclosure commits on the old rules after `effectiveAt`. Idempotent.
 */
@Injectable()
export class ActivateBundle {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BundleStore,
    private readonly trail: PolicyTrail,
  ) {}

  run(officer: Principal, hash: string): Promise<ActivatedBundle> {
    requireRole(officer, 'ig-lead');
    return this.work.run(async (tx) => {
      const bundle = await this.store.find(tx, hash);
      if (bundle === null) throw new DomainError('bundle-not-found', 'there is no such bundle');
      if (bundle.author === officer.id)
        throw new DomainError('second-person-needed', 'another officer than its author approves a bundle');
      const before = await this.store.inForce(tx);
      if (before?.hash === hash) return { hash, effectiveAt: before.since.toISOString() };
      if (!(await this.store.putInForce(tx, hash, officer.id, before?.hash ?? ''))) {
        throw new DomainError('version-conflict', 'another bundle was put in force in the meantime');
      }
      const detail = { bundle: hash, instead: before?.hash ?? null, author: bundle.author };
      return { hash, effectiveAt: await this.trail.govern(tx, officer, { action: 'bundle.activate', detail }) };
    });
  }
}
