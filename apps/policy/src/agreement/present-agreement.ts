import type { AgreementDto } from './agreement-answer.dto.js';
import type { AgreementPartyRow } from './agreement-party.row.js';
import type { AgreementRow } from './agreement.row.js';

/** An agreement as anybody who signs in may read it: who shares what with whom is no secret, and who typed it is nobody's. */
export function presentAgreement(row: AgreementRow, parties: readonly AgreementPartyRow[], now: Date): AgreementDto {
  const { id, title, purpose, mode, categories, recipientRoles, systemRoles, redactions, maxConsentDays, version } =
    row;
  const over = row.expiresAt !== null && row.expiresAt <= now;
  return {
    ...{ id, title, purpose, mode, state: over && row.state === 'live' ? 'expired' : row.state },
    parties: parties.map(({ source, recipient }) => ({ source, recipient })),
    ...{ categories, recipientRoles, systemRoles, redactions, maxConsentDays },
    startsAt: row.startsAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    reviewAt: row.reviewAt?.toISOString() ?? null,
    version,
  };
}
