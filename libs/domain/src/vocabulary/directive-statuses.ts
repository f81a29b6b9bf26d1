/**
 * States of a directive. All but the last are DPV consent statuses (domain 1.14), in DPV's own words;
 * an objection is no consent status, so it has names of ours: `Objected` is one that was upheld.
 */
export const DIRECTIVE_STATUSES = [
  'ConsentRequested',
  'ConsentGiven',
  'ConsentRefused',
  'ConsentWithdrawn',
  'ConsentRevoked',
  'ConsentExpired',
  'ConsentInvalidated',
  'RenewedConsentGiven',
  'ConsentRequestDeferred',
  'ConsentUnknown',
  'Objected',
  'ObjectionPending',
  'ObjectionPendingHighHarm',
] as const;
export type DirectiveStatus = (typeof DIRECTIVE_STATUSES)[number];
