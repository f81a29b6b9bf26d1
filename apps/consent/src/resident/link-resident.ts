import { LINK_CREATED } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { ChangeTrail } from '../trail/change-trail.js';
import type { PersonDetails } from './identity-indexes.js';
import { requireEnough } from './look-up-resident.js';
import { NhsNumberRule } from './nhs-number-rule.js';
import { ResidentIndex } from './resident-index.js';
import { searchEntry } from './search-entry.js';

/**
 * An agency says by which own id it knows a person, and gets a pairwise pseudonym when exactly one fits. None, many and a
 * match that may not be told are answered alike. Idempotent: the same link again is the same pseudonym.
 */
@Injectable()
export class LinkResident {
  constructor(
    private readonly work: UnitOfWork,
    private readonly index: ResidentIndex,
    private readonly trail: ChangeTrail,
    private readonly nhsNumbers: NhsNumberRule,
  ) {}

  run(principal: Principal, details: PersonDetails, localId: string): Promise<{ id: string } | null> {
    requireEnough(details);
    return this.work.run(async (tx) => {
      const agency = principal.agency!;
      await this.nhsNumbers.check(tx, principal, details.nhsNumber);
      const fits = await this.index.seenBy(tx, principal, details);
      const residentId = fits.length === 1 ? fits[0]!.residentId : null;
      const dataKey = residentId === null ? null : await this.trail.keyOf(tx, residentId);
      const linked =
        residentId === null || dataKey === null
          ? null
          : await this.index.link(tx, residentId, agency, localId, dataKey);
      const seen = linked === null ? null : residentId;
      await this.trail.append(tx, await this.trail.seal(tx, searchEntry('link', principal, details, seen)));
      if (linked === null || seen === null) return null;
      if (linked.created) await this.trail.announce(tx, seen, LINK_CREATED, { residentId: seen });
      return { id: linked.pseudonym };
    });
  }
}
