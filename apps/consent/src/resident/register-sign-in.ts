import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { ConsentConfig } from '../config.js';
import { firstRow } from '../storage/transaction.js';
import { ChangeTrail } from '../trail/change-trail.js';
import { requireDecider } from './require-decider.js';
import { ResolveResident } from './resolve-resident.js';

/**
 * A privacy officer or an information governance lead binds a resident's sign-in, after proof of identity, to the resident:
 * whoever holds it gives consent in their name. Idempotent; never moves a sign-in.
 */
@Injectable()
export class RegisterSignIn {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: ChangeTrail,
    private readonly config: ConsentConfig,
    private readonly residents: ResolveResident,
  ) {}

  async run(principal: Principal, reference: string, subject: string): Promise<void> {
    const residentId = await this.residents.run(principal, reference);
    requireDecider(principal);
    const issuer = this.config.OIDC_ISSUER_RESIDENT;
    await this.work.run(async (tx) => {
      const made = await firstRow(
        tx,
        'INSERT INTO consent.sign_in (issuer, subject, resident_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
        [issuer, subject, residentId],
      );
      if (made === undefined) {
        const kept = await firstRow<{ id: string }>(tx, 'SELECT consent.sign_in_v1($1, $2) AS id', [issuer, subject]);
        if (kept?.id !== residentId) throw new DomainError('sign-in-taken', 'this sign-in belongs to somebody already');
        return;
      }
      const index = {
        action: 'register-sign-in',
        outcome: 'recorded',
        categories: [],
        residentId,
        requesterId: principal.id,
      };
      const detail = { action: 'register-sign-in', by: principal.id };
      const entry = {
        kind: 'governance' as const,
        residentId,
        detail,
        index: { ...index, requesterAgency: principal.agency! },
      };
      await this.trail.append(tx, await this.trail.seal(tx, entry));
    });
  }
}
