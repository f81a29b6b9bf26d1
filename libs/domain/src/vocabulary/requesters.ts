/** Who may ask. A `system` acts as its agency; its relationship is a caseload or referral entry (domain 1.5). */
export const REQUESTER_KINDS = ['practitioner', 'officer', 'system', 'resident'] as const;
export type RequesterKind = (typeof REQUESTER_KINDS)[number];

export const OFFICER_ROLES = ['privacy-officer', 'ig-lead', 'policy-author'] as const;

/** Roles that agreements name, practitioners hold and policies compare. */
export const ROLES = [
  'hub-nurse',
  'ed-doctor',
  'ed-nurse',
  'receptionist',
  'ot',
  'social-worker',
  'safeguarding-lead',
  'reablement-lead',
  'housing-officer',
  'surveyor',
  'call-handler',
  'gp',
  'analyst',
  'support-worker',
  ...OFFICER_ROLES,
] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);
