import { DomainError } from '#libs/domain';
import { type AgreementTerms, byPair } from './agreement-terms.js';
import type { AgreementTermsDto } from './agreement.dto.js';

/** What was sent, as terms: what was left out is null, times are in one form, directions in one order. */
export function readTerms(asked: AgreementTermsDto): AgreementTerms {
  const { title, purpose, mode, categories, recipientRoles } = asked;
  const terms: AgreementTerms = {
    ...{ title, purpose, mode, categories, recipientRoles },
    parties: asked.parties
      .map(({ source, recipient, bases }) => ({ source, recipient, bases: bases ? toBases(bases) : null }))
      .sort(byPair),
    systemRoles: asked.systemRoles ?? true,
    redactions: asked.redactions ?? {},
    maxConsentDays: asked.maxConsentDays ?? null,
    partyRoles: asked.partyRoles ?? {},
    statutoryGateway: asked.statutoryGateway ?? null,
    dpiaRef: asked.dpiaRef ?? null,
    apdRef: asked.apdRef ?? null,
    retentionDays: asked.retentionDays ?? null,
    onwardSharing: asked.onwardSharing ?? null,
    securityStandard: asked.securityStandard ?? null,
    startsAt: new Date(asked.startsAt).toISOString(),
    expiresAt: asked.expiresAt ? new Date(asked.expiresAt).toISOString() : null,
    reviewAt: asked.reviewAt ? new Date(asked.reviewAt).toISOString() : null,
  };
  requireSound(terms);
  return terms;
}

type AskedBases = NonNullable<AgreementTermsDto['parties'][number]['bases']>;
const toBases = ({ article6, article9, schedule1, confidentiality }: AskedBases) => ({
  ...{ article6, article9: article9 ?? null, schedule1: schedule1 ?? null, confidentiality },
});

/** What one field alone does not show to be wrong. */
function requireSound({ parties, partyRoles, redactions, categories, startsAt, expiresAt }: AgreementTerms): void {
  const pairs = parties.map(({ source, recipient }) => `${source} ${recipient}`);
  if (new Set(pairs).size < pairs.length) throw new DomainError('invalid-parties', 'a direction stands twice');
  if (parties.some(({ source, recipient }) => source === recipient)) {
    throw new DomainError('invalid-parties', 'an agency needs no agreement with itself');
  }
  const agencies = parties.flatMap(({ source, recipient }) => [source, recipient]);
  if (!Object.keys(partyRoles).every((agency) => agencies.includes(agency))) {
    throw new DomainError('invalid-parties', 'partyRoles name an agency that is no party');
  }
  if (expiresAt !== null && expiresAt <= startsAt) {
    throw new DomainError('invalid-period', 'expiresAt must lie after startsAt');
  }
  if (!Object.keys(redactions).every((category) => (categories as readonly string[]).includes(category))) {
    throw new DomainError('invalid-redactions', 'redactions name a category that the agreement does not');
  }
}
