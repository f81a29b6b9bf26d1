import type { AgreementPartyRow } from './agreement-party.row.js';
import type { AgreementRow } from './agreement.row.js';

export class PartyView {
  readonly source!: string;
  readonly recipient!: string;
}

export class AgreementView {
  readonly id!: string;
  readonly version!: number;
  readonly title!: string;
  readonly purpose!: string;
  readonly mode!: string;
  /** `draft`, `live`, `suspended` or `expired`. */
  readonly state!: string;
  readonly categories!: readonly string[];
  readonly recipientRoles!: readonly string[];
  readonly systemRoles!: boolean;
  readonly redactions!: Readonly<Record<string, readonly string[]>>;
  readonly maxConsentDays!: number | null;
  readonly startsAt!: string;
  readonly expiresAt!: string | null;
  readonly reviewAt!: string | null;
  readonly parties!: readonly PartyView[];
}

export class ChangedAgreement extends AgreementView {
  /** From this moment the change certainly holds (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class AgreementPage {
  readonly items!: readonly AgreementView[];
  readonly next!: string | null;
}

export function agreementView(row: AgreementRow, parties: readonly AgreementPartyRow[], now: Date): AgreementView {
  const { createdBy: _by, startsAt, expiresAt, reviewAt, ...rest } = row;
  return {
    ...rest,
    state: row.state === 'live' && expiresAt !== null && expiresAt <= now ? 'expired' : row.state,
    startsAt: startsAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    reviewAt: reviewAt?.toISOString() ?? null,
    parties: parties
      .filter((party) => party.agreementId === row.id)
      .map(({ source, recipient }) => ({ source, recipient })),
  };
}
