import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { ChangeTrail } from '../trail/change-trail.js';
import type { PersonDetails } from './identity-indexes.js';
import { NhsNumberRule } from './nhs-number-rule.js';
import { ResidentIndex } from './resident-index.js';
import { searchEntry } from './search-entry.js';

/**
 * Exact look-up of a person whom the asker's agency has linked. Every look-up is an entry; unknown, several and unseen give
 * the same answer by the same statements. Releases no content; not idempotent (each is an entry of its own).
 */
@Injectable()
export class LookUpResident {
  constructor(
    private readonly work: UnitOfWork,
    private readonly index: ResidentIndex,
    private readonly trail: ChangeTrail,
    private readonly nhsNumbers: NhsNumberRule,
  ) {}

  run(principal: Principal, details: PersonDetails): Promise<{ id: string } | null> {
    requireEnough(details);
    return this.work.run(async (tx) => {
      await this.nhsNumbers.check(tx, principal, details.nhsNumber);
      const fits = await this.index.seenBy(tx, principal, details);
      const only = fits.length === 1 ? fits[0]! : null;
      const seen = only?.pseudonym ? only : null;
      await this.trail.append(
        tx,
        await this.trail.seal(tx, searchEntry('lookup', principal, details, seen?.residentId ?? null)),
      );
      if (seen === null) return null;
      return { id: principal.kind === 'officer' ? seen.residentId : seen.pseudonym! };
    });
  }
}

/** A name and a date of birth alone fit too many (domain 2: exact match). */
export function requireEnough(details: PersonDetails): void {
  if (details.nhsNumber ?? details.postcode ?? details.uprn ?? details.localId) return;
  throw new DomainError('invalid-search', 'send a postcode, a UPRN or, where you may hold it, the NHS number as well');
}
