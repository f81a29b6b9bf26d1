/** Why a practitioner claims a relationship that nobody recorded; in code, so that a list of claims tells nothing of a person. */
export const CLAIM_REASONS = ['covering-colleague', 'duty-desk', 'urgent-contact', 'new-referral', 'other'] as const;
export type ClaimReason = (typeof CLAIM_REASONS)[number];
