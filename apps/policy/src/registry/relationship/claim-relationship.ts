import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { PolicyConfig } from '../../config.js';
import { domainNow } from '../../storage/clock.js';
import { heldTo } from '../../storage/held-to.js';
import { Trail } from '../../trail/trail.js';
import type { ClaimDto, NewClaimDto } from './claim.dto.js';
import { findResident } from './find-person.js';
import { RelationshipRow } from './relationship.row.js';

const HOUR_MS = 3_600_000;

/**
 * A practitioner says, alone and with a reason, that they have to do with a resident: for them only, for CLAIM_HOURS, and
 * for nothing but what the rules allow on such a word (direct care; each use raises an alert). The resident must be known
 * to their agency. One transaction: the row, which fences, and its entry under the resident's key. No message follows:
 * deliveries never rest on a claim.
 */
@Injectable()
export class ClaimRelationship {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly config: PolicyConfig,
  ) {}

  claim(by: Principal, id: string, { resident, purpose, reason, words }: NewClaimDto): Promise<ClaimDto> {
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by, 'person and agency');
      const agency = by.agency!;
      const residentId = await findResident(tx, agency, resident);
      const startsAt = await domainNow(tx);
      const endsAt = new Date(startsAt.getTime() + this.config.CLAIM_HOURS * HOUR_MS);
      const claim = { id, residentId, agency, kind: 'self-claimed', practitionerId: by.id, purpose } as const;
      await heldTo(tx.insert(RelationshipRow, { ...claim, startsAt, endsAt, recordedBy: by.id, claimReason: reason }), {
        unique: new DomainError('relationship-exists', 'this claim was recorded already'),
      });
      const period = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
      const effectiveAt = await this.trail.append(tx, by, {
        kind: 'governance',
        action: 'relationship-self-claimed',
        residentId,
        detail: { relationship: id, purpose, practitionerId: by.id, reason, words, ...period },
        index: { purpose, recipientAgency: agency, practitionerId: by.id },
      });
      return { id, resident, practitionerId: by.id, purpose, reason, ...period, effectiveAt };
    });
  }
}
