import type { SentRow } from './sent-deliveries.js';
import { toldRefusal } from './told-refusal.js';

/**
 * `waiting` has been offered and not opened; `refused` was not offered, or ended before it was opened; `recalled` had been
 * opened; `replaced` made room for another delivery of the same record.
 */
export type SentState = 'waiting' | 'opened' | 'refused' | 'not-linked' | 'recalled' | 'replaced';

/** What a sender may know of one delivery of a record of its own. */
export interface SentDelivery {
  readonly id: string;
  readonly recordId: string;
  readonly category: string;
  readonly purpose: string;
  /** The recipient. */
  readonly agency: string;
  readonly state: SentState;
  /** Of a refusal or a recall; `withheld` where it could tell what the sender may not know. */
  readonly reason: string | null;
  readonly agreement: string | null;
  readonly basis: string | null;
  /** When the record came in. */
  readonly sentAt: string;
  /** When it was first opened. */
  readonly openedAt: string | null;
  readonly endedAt: string | null;
}

export function presentSent(row: SentRow): SentDelivery {
  const state = stateOf(row);
  const reason = state === 'recalled' ? row.recall : row.reason;
  return {
    id: row.id,
    recordId: row.recordId,
    category: row.category,
    purpose: row.purpose,
    agency: row.agency,
    state,
    reason: state === 'refused' || state === 'recalled' ? reason && toldRefusal(reason, row.category) : null,
    agreement: row.agreement,
    basis: row.basis,
    sentAt: row.sentAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

function stateOf({ state, reason, recall, category }: SentRow): SentState {
  switch (state) {
    case 'offered':
      return 'waiting';
    case 'refused':
      return reason !== null && toldRefusal(reason, category) === 'not-linked' ? 'not-linked' : 'refused';
    case 'destroyed':
      return recall === null ? 'refused' : 'recalled';
    case 'opened':
    case 'replaced':
      return state;
  }
}
