/** A line of the log as audit tells it to everybody whom it concerns. */
export interface LogLine {
  readonly id: string;
  readonly time: string;
  readonly kind: string;
  readonly action: string;
  readonly outcome: string;
  /** Of the rules of the place; `withheld` where the reason is. */
  readonly rule: string | null;
  readonly reason: string | null;
  readonly purpose: string | null;
  readonly categories: readonly string[];
  readonly sourceAgency: string | null;
  readonly requesterAgency: string | null;
  readonly recipientAgency: string | null;
  readonly requesterKind: string | null;
  readonly requesterRoles: readonly string[];
  readonly agreement: string | null;
  readonly basis: string | null;
}
