import { DomainError, type BasedOn } from '#libs/domain';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementLedger, type Opened, type Step } from './agreement-ledger.js';
import { type AgreementTerms, hashOf } from './agreement-terms.js';
import type { AgreementTermsDto } from './agreement.dto.js';
import { readTerms } from './read-terms.js';
import { whatWidens } from './what-widens.js';

/**
 * Replaces the terms of an agreement. A draft's change as they are. Of one that has been live, what only narrows takes
 * effect at once, by one information governance lead, as stopping does; anything else becomes a proposal, which goes
 * through sign-off while the present terms go on. Signatures hold for the very terms that were signed.
 */
@Injectable()
export class ReviseAgreement {
  constructor(private readonly ledger: AgreementLedger) {}

  async revise(by: Principal, id: string, basedOn: BasedOn, asked: AgreementTermsDto): Promise<AgreementDto> {
    requireRole(by, 'ig-lead', 'policy-author');
    const terms = readTerms(asked);
    return this.ledger.change(by, id, basedOn, (opened) => {
      if (opened.row.state === 'draft') return { change: 'revise', terms, termsBy: by.id };
      requireSameGround(opened, terms);
      const widens = whatWidens(opened.terms, terms);
      if (widens.length > 0) return propose(by, opened, terms, widens);
      requireRole(by, 'ig-lead');
      return { change: 'narrow', terms, proposal: null };
    });
  }
}

/** Residents said yes or no to this purpose in this mode: another one is another agreement. */
function requireSameGround({ row, terms: before }: Opened, after: AgreementTerms): void {
  if (row.state === 'expired') throw new DomainError('agreement-over', 'the agreement has expired; conclude a new one');
  if (before.purpose !== after.purpose || before.mode !== after.mode) {
    throw new DomainError(
      'agreement-of-other-purpose',
      'purpose and mode stay: conclude another agreement for another',
    );
  }
}

function propose(by: Principal, { row, now }: Opened, terms: AgreementTerms, widens: readonly string[]): Step {
  const hash = hashOf(row.id, terms);
  return {
    change: 'propose',
    proposal: { agreementId: row.id, hash, terms, signOffs: [], proposedAt: now, proposedBy: by.id },
    detail: { proposed: hash, widens },
  };
}
