/** The grounds of UK GDPR Art 18(1), a to d. */
export const RESTRICTION_GROUNDS = [
  'accuracy-contested',
  'unlawful-not-erased',
  'needed-for-claims',
  'objection-pending',
] as const;
export type RestrictionGround = (typeof RESTRICTION_GROUNDS)[number];

export interface Restriction {
  readonly id: string;
  readonly residentId: string;
  readonly reason: RestrictionGround;
  /** RFC 3339, microseconds, as its end. */
  readonly startsAt: string;
  readonly endsAt: string | null;
}
