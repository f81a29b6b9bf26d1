import { toldReason } from '#libs/domain';
import { OTHERS, type Known } from './known-recipients.js';
import type { SentRow } from './sent-deliveries.js';

/**
 * `waiting` has been offered and not opened, or is kept back; `refused` was not offered, or ended before it was opened; `not-delivered` was
 * not, and why could tell what the sender may not know (domain 1.15); `recalled` had been opened; `replaced` made room for
 * another delivery of the same record.
 */
export type SentState = 'waiting' | 'opened' | 'refused' | 'not-delivered' | 'recalled' | 'replaced';

/** What a sender may know of one delivery of a record of its own. */
export interface SentDelivery {
  readonly id: string;
  readonly recordId: string;
  readonly category: string;
  readonly purpose: string;
  /** The recipient; `others` for one that the sender may not know of. */
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

/** Not linked and shielded read alike; what is withheld for what it says waits, like what nobody has opened. */
export const isUndelivered = (reason: string | null): boolean => reason === 'not-linked' || reason === 'withheld';

export function presentSent(row: SentRow, known: Known): SentDelivery {
  const agency = known.nameOf(row) ?? OTHERS;
  const state = stateOf(row);
  const reason = state === 'recalled' ? row.recall : row.reason;
  const told = agency !== OTHERS && (state === 'refused' || state === 'recalled');
  return {
    id: row.id,
    recordId: row.recordId,
    category: row.category,
    purpose: row.purpose,
    agency,
    state,
    reason: told ? reason && toldReason(reason, row.category) : null,
    agreement: agency === OTHERS ? null : row.agreement,
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
      return isUndelivered(reason && toldReason(reason, category)) ? 'not-delivered' : 'refused';
    case 'destroyed':
      return recall === null ? 'refused' : 'recalled';
    case 'opened':
    case 'replaced':
      return state;
  }
}
