import { toldReason } from '#libs/domain';
import type { SentDelivery, SentState } from './sent-delivery.dto.js';
import { OTHERS, type Known } from './known-recipients.js';
import type { SentRow } from './sent-deliveries.js';

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
