import { DomainError, type BasedOn } from '#libs/domain';
import { ProblemError, type Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { requireRole } from '../../trail/officer-role.js';
import type { AgreementDto } from './agreement-answer.dto.js';
import { AgreementLedger, type Opened, type Step } from './agreement-ledger.js';
import { type AgreementTerms, hashOf } from './agreement-terms.js';
import type { SignOff } from './sign-off.js';
import { whatIsMissing } from './what-is-missing.js';

/**
 * Makes a draft live, or a proposal the terms: by another officer than the one who wrote them, and only where they are
 * complete and signed off (domain 1.9). Else refused with every field that is missing. Fences like every change of the place.
 */
@Injectable()
export class ActivateAgreement {
  constructor(private readonly ledger: AgreementLedger) {}

  async activate(by: Principal, id: string, basedOn: BasedOn): Promise<AgreementDto> {
    requireRole(by, 'ig-lead');
    return this.ledger.change(by, id, basedOn, (opened) => {
      const { row, terms, proposal } = opened;
      if (proposal) {
        requireReady(opened, proposal.terms, proposal.signOffs);
        requireSecondPerson(by, proposal.proposedBy);
        return accept(proposal.terms, proposal.signOffs, proposal.proposedBy);
      }
      if (row.state !== 'draft') {
        throw new DomainError('agreement-in-other-state', 'only a draft or a proposal can take this step');
      }
      requireReady(opened, terms, row.signOffs);
      requireSecondPerson(by, row.termsBy ?? row.createdBy);
      return { change: 'activate', state: 'live' };
    });
  }
}

/** The state stays: what is suspended or under review is so under its new terms, too. */
const accept = (terms: AgreementTerms, signOffs: readonly SignOff[], termsBy: string): Step => ({
  ...{ change: 'activate', terms, signOffs, termsBy, proposal: null },
});

function requireReady({ row, now }: Opened, terms: AgreementTerms, signOffs: readonly SignOff[]): void {
  if (terms.expiresAt !== null && new Date(terms.expiresAt) <= now) {
    throw new DomainError('agreement-over', 'it ends before it begins; conclude a new one');
  }
  const errors = whatIsMissing(terms, hashOf(row.id, terms), signOffs);
  if (errors.length === 0) return;
  const detail = 'an agreement goes live when everything named under errors is there';
  throw new ProblemError('conflict', { code: 'agreement-incomplete', detail, errors });
}

function requireSecondPerson(by: Principal, author: string): void {
  if (by.id === author) {
    throw new DomainError('second-person-needed', 'this takes another officer than the one who wrote the terms');
  }
}
