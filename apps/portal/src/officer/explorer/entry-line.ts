import type { LogLine } from '../../api/log-line.js';

/** One entry as an officer's list shows it (audit's `EntryLine`). */
export interface EntryLine extends LogLine {
  readonly rule: string | null;
  readonly resident: string | null;
  readonly residentId: string | null;
  readonly requesterId: string | null;
  readonly practitionerId: string | null;
  readonly disclosureId: string | null;
  readonly recordId: string | null;
  readonly deliveryId: string | null;
  readonly index: number | null;
}
