/** A place of eight agencies and ten kinds of record: the size of ours, in words of its own, for the bench alone. */
export const AGENCIES = ['asc', 'gp', 'acute', 'mh', 'housing', 'dwp', 'police', 'vcs'] as const;
export type Agency = (typeof AGENCIES)[number];

export const ROLES = [
  'social_worker',
  'care_coordinator',
  'gp',
  'nurse',
  'housing_officer',
  'support_worker',
  'ig_officer',
  'safeguarding_lead',
] as const;

export const PURPOSES = [
  'direct_care',
  'hospital_discharge',
  'housing_support',
  'safeguarding',
  'benefit_review',
  'audit',
] as const;

export interface Kind {
  readonly sensitivity: number;
  readonly owner: Agency;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
}

const kind = (sensitivity: number, owner: Agency, roles: string, purposes: string): Kind => ({
  ...{ sensitivity, owner },
  roles: roles === '*' ? ROLES : roles.split(' '),
  purposes: purposes === '*' ? PURPOSES : purposes.split(' '),
});

export const KINDS: Readonly<Record<string, Kind>> = {
  demographics: kind(1, 'asc', '*', '*'),
  care_plan: kind(2, 'asc', 'social_worker care_coordinator gp nurse', 'direct_care hospital_discharge'),
  assessments: kind(
    ...([2, 'asc', 'social_worker care_coordinator nurse', 'direct_care hospital_discharge housing_support'] as const),
  ),
  medication: kind(3, 'gp', 'gp nurse care_coordinator', 'direct_care hospital_discharge'),
  gp_summary: kind(3, 'gp', 'gp nurse social_worker', 'direct_care hospital_discharge safeguarding'),
  mental_health: kind(4, 'mh', 'gp social_worker safeguarding_lead', 'direct_care safeguarding'),
  tenancy: kind(
    ...([1, 'housing', 'housing_officer social_worker support_worker', 'housing_support hospital_discharge'] as const),
  ),
  arrears: kind(2, 'housing', 'housing_officer support_worker', 'housing_support benefit_review'),
  safeguarding: kind(4, 'asc', 'social_worker safeguarding_lead', 'safeguarding'),
  benefits: kind(
    ...([2, 'dwp', 'support_worker social_worker housing_officer', 'benefit_review housing_support'] as const),
  ),
};
export const CATEGORIES = Object.keys(KINDS);
