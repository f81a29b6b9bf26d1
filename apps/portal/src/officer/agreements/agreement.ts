export interface SignOff {
  readonly role: string;
  readonly name: string;
  readonly signedAt: string;
  readonly hash: string;
}

export interface Terms {
  readonly title: string;
  readonly purpose: string;
  readonly mode: string;
  readonly parties: readonly {
    readonly source: string;
    readonly recipient: string;
    readonly bases: {
      readonly article6: string;
      readonly article9: string | null;
      readonly schedule1: string | null;
      readonly confidentiality: string;
    } | null;
  }[];
  readonly categories: readonly string[];
  readonly recipientRoles: readonly string[];
  readonly systemRoles: boolean;
  readonly redactions: Readonly<Record<string, readonly string[]>>;
  readonly maxConsentDays: number | null;
  readonly partyRoles: Readonly<Record<string, string>>;
  readonly statutoryGateway: string | null;
  readonly dpiaRef: string | null;
  readonly apdRef: string | null;
  readonly retentionDays: number | null;
  readonly onwardSharing: boolean | null;
  readonly securityStandard: string | null;
  readonly startsAt: string;
  readonly expiresAt: string | null;
  readonly reviewAt: string | null;
}

/** The policy app's `AgreementDto`. */
export interface AgreementLine extends Terms {
  readonly id: string;
  readonly state: string;
  readonly signOffs: readonly SignOff[];
  readonly hash: string;
  readonly version: number;
  readonly proposal?: {
    readonly terms: Terms;
    readonly widens: readonly string[];
    readonly signOffs: readonly SignOff[];
    readonly hash: string;
    readonly proposedAt: string;
  };
}

export interface AgreementVersion {
  readonly version: number;
  readonly state: string;
  readonly change: string;
  readonly hash: string;
  readonly changedAt: string;
}

export interface AgreementDifference {
  readonly from: number;
  readonly to: number;
  readonly fields: readonly {
    readonly field: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly widens: boolean;
  }[];
}

export const isAgreementId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text);
