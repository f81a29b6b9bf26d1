import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementLedger } from './agreement-ledger.js';
import type { NewAgreementDto } from './agreement.dto.js';
import { readTerms } from './read-terms.js';

/**
 * Writes an agreement down as a draft, complete or not: nothing is shared under it until it is signed off and a second
 * officer makes it live. One that ended before may be written down as `expired`, so that history knows it.
 */
@Injectable()
export class ConcludeAgreement {
  constructor(private readonly ledger: AgreementLedger) {}

  async conclude(by: Principal, asked: NewAgreementDto): Promise<AgreementDto> {
    requireRole(by, 'ig-lead', 'policy-author');
    const terms = readTerms(asked);
    const state = asked.state ?? 'draft';
    if (state === 'expired' && terms.expiresAt === null) {
      throw new DomainError('invalid-period', 'what is expired says when it ended: send expiresAt');
    }
    return this.ledger.conclude(by, asked.id, terms, state);
  }
}
