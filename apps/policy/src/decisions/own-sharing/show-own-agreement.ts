import { LEVER_OF_MODE, LEVERS, rightsFor, type LegalMode, type Lever } from '#libs/domain';
import type { BasesFact } from '#libs/pdp';
import type { AgreementTerms } from '../../registry/agreement/agreement-terms.js';
import type { OwnAgreementDto, OwnPartyDto } from './own-agreement.dto.js';

const MONTHS_A_DAY = 12 / 365;

/** An agreement as the resident whom it touches reads it. */
export function showOwnAgreement(id: string, terms: AgreementTerms): OwnAgreementDto {
  const { title, purpose, mode, recipientRoles, systemRoles, categories } = terms;
  const offered = mode === 'EXPLICIT';
  const longestDays = offered ? terms.maxConsentDays : null;
  const parties = terms.parties.map(({ source, recipient, bases }): OwnPartyDto => {
    return { source, recipient, bases: bases && { ...bases }, right: leverOf(mode, bases) };
  });
  return {
    ...{ id, title, purpose, mode, offered, parties },
    ...{ categories: [...categories], recipientRoles: [...recipientRoles], systemRoles },
    longestMonths: longestDays === null ? null : Math.floor(longestDays * MONTHS_A_DAY),
    longestDays,
    right: leastOf(parties.map(({ right }) => right)),
  };
}

/** The verb follows what confidentiality rests on (domain 1.4); an agreement that does not say has that of its mode. */
function leverOf(mode: LegalMode, bases: BasesFact | null): Lever {
  return bases === null ? LEVER_OF_MODE[mode] : rightsFor(bases.article6, bases.confidentiality).verb;
}

const leastOf = (levers: readonly Lever[]): Lever =>
  levers.reduce((least, lever) => (LEVERS.indexOf(lever) > LEVERS.indexOf(least) ? lever : least));
