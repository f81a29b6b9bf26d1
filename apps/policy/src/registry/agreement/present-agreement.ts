import type { AgreementDto, ProposalDto, ShownTermsDto } from './agreement-answer.dto.js';
import type { AgreementPartyRow } from './agreement-party.row.js';
import type { AgreementProposalRow } from './agreement-proposal.row.js';
import { type AgreementTerms, hashOf, termsOf } from './agreement-terms.js';
import type { AgreementRow } from './agreement.row.js';
import { whatWidens } from './what-widens.js';

/** An agreement as anybody who signs in may read it: who shares what with whom is no secret, and who typed it is nobody's. */
export function presentAgreement(row: AgreementRow, parties: readonly AgreementPartyRow[], now: Date): AgreementDto {
  const terms = termsOf(row, parties);
  const { id, signOffs, version } = row;
  const over = row.expiresAt !== null && row.expiresAt <= now;
  const runs = row.state === 'live' || row.state === 'under-review';
  const state = over && runs ? 'expired' : row.state;
  return { id, ...presentTerms(terms), state, signOffs, hash: hashOf(id, terms), version };
}

export function presentProposal(before: AgreementTerms, proposal: AgreementProposalRow): ProposalDto {
  const { terms, signOffs, hash, proposedAt } = proposal;
  return {
    ...{ terms: presentTerms(terms), signOffs, hash, proposedAt: proposedAt.toISOString() },
    widens: whatWidens(before, terms),
  };
}

export const presentTerms = (terms: AgreementTerms): ShownTermsDto => structuredClone(terms) as ShownTermsDto;
