import { leafTime } from '../log/leaf.js';

/** One line of the search projection, as read; never leaves the app in this form. */
export interface EntryLineRow {
  readonly entry_id: string;
  readonly time: string;
  readonly kind: string;
  readonly resident_id: string | null;
  /** The resident's pseudonym at the reader's agency; null where it has none, and for residents. */
  readonly resident: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly rule: string | null;
  /** As its reader is told it. */
  readonly reason: string | null;
  readonly purpose: string | null;
  readonly categories: string[];
  readonly source_agency: string | null;
  readonly requester_agency: string | null;
  readonly recipient_agency: string | null;
  readonly requester_id: string | null;
  readonly requester_kind: string | null;
  readonly requester_roles: string[];
  readonly practitioner_id: string | null;
  readonly disclosure_id: string | null;
  readonly agreement: string | null;
  readonly basis: string | null;
  readonly record_id: string | null;
  readonly delivery_id: string | null;
  /** Index in the log; null until sequenced. */
  readonly idx: string | null;
}

/**
 * `l` is audit.entry_line; `reason` and `resident` depend on who reads. The index of the entry that a line became, if it has, is
 * looked up for each line shown: a join would read the whole log for a page of it.
 */
export const lineColumns = (
  reason: string,
  resident: string,
): string => `l.entry_id, ${leafTime('l.at')} AS time, l.kind,
  l.resident_id, ${resident} AS resident, l.action, l.outcome, l.rule, ${reason} AS reason, l.purpose, l.categories,
  l.source_agency, l.requester_agency, l.recipient_agency, l.requester_id, l.requester_kind, l.requester_roles,
  l.practitioner_id, l.disclosure_id, l.agreement, l.basis, l.record_id, l.delivery_id,
  (SELECT e.idx FROM audit.entry e WHERE e.id = l.entry_id) AS idx`;

/** Newest first; the id settles entries of one microsecond. Everything before the first page comes after these. */
export const START = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;
