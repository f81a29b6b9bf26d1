import { PartyDto } from './agreement.dto.js';

export class AgreementDto {
  readonly id!: string;
  readonly title!: string;
  readonly purpose!: string;
  readonly mode!: string;
  /** draft, live, suspended or expired; `expired` also once expiresAt has passed. */
  readonly state!: string;
  readonly parties!: PartyDto[];
  readonly categories!: string[];
  readonly recipientRoles!: string[];
  readonly systemRoles!: boolean;
  readonly redactions!: Record<string, string[]>;
  readonly maxConsentDays!: number | null;
  readonly startsAt!: string;
  readonly expiresAt!: string | null;
  readonly reviewAt!: string | null;
  readonly version!: number;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class AgreementPageDto {
  readonly items!: AgreementDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}
