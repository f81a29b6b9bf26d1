import type { LegalMode } from '../vocabulary/legal-modes.js';

/** What a resident may do about sharing: take their yes back, object, opt out of research and planning, or only ask why. */
export const LEVERS = ['withdraw', 'object', 'optOut', 'none'] as const;
export type Lever = (typeof LEVERS)[number];

/** The lever of each legal mode (domain 1.5); where the bases are known, `rightsFor` says more. */
export const LEVER_OF_MODE: { readonly [mode in LegalMode]: Lever } = {
  DIRECT_CARE: 'object',
  EXPLICIT: 'withdraw',
  BEST_INTERESTS: 'object',
  SECONDARY_USE: 'optOut',
  LEGAL_DUTY: 'none',
  SAFEGUARDING: 'none',
  VITAL: 'none',
};
