/** Legal modes of a flow (domain 1.5). Which one applies is data of an agreement, never a constant in code. */
export const LEGAL_MODES = [
  'DIRECT_CARE',
  'EXPLICIT',
  'LEGAL_DUTY',
  'SAFEGUARDING',
  'VITAL',
  'BEST_INTERESTS',
  'SECONDARY_USE',
] as const;
export type LegalMode = (typeof LEGAL_MODES)[number];

/** The three that may override a refusal (domain 1.5). RESTRICTED is a state of a resident's data, not a ground. */
export const OVERRIDE_MODES = ['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'] as const satisfies readonly LegalMode[];
export type OverrideMode = (typeof OVERRIDE_MODES)[number];

export const isLegalMode = (text: string): text is LegalMode => (LEGAL_MODES as readonly string[]).includes(text);
