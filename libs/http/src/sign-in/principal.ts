export const PRINCIPAL_KINDS = ['resident', 'practitioner', 'officer', 'system'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** Who asks, as the primary database says at this request; never what a token claims about itself. */
export interface Principal {
  /** Internal id of the principal; for a resident, of the sign-in. */
  readonly id: string;
  readonly kind: PrincipalKind;
  /** Code of the agency that they act for; null for a resident. */
  readonly agency: string | null;
  readonly roles: readonly string[];
  /** Set for a resident only. */
  readonly residentId: string | null;
  readonly status: 'active' | 'suspended';
}
