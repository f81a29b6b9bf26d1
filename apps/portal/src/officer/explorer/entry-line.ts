/** One entry as an officer's list shows it (audit's `EntryLine`). */
export interface EntryLine {
  readonly id: string;
  readonly time: string;
  readonly kind: string;
  readonly action: string;
  readonly outcome: string;
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
  readonly resident: string | null;
  readonly residentId: string | null;
  readonly requesterId: string | null;
  readonly practitionerId: string | null;
  readonly disclosureId: string | null;
  readonly recordId: string | null;
  readonly deliveryId: string | null;
  readonly index: number | null;
}
