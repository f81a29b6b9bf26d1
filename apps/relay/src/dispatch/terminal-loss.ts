import { type Decision, type DirectiveFact, type Facts, foldDirectives, isWithin, parseInstant } from '#libs/domain';
import type { DeliveryRow } from '../delivery/delivery-reader.js';

/** Why a delivery is over for good, as its sender and its recall are told. */
export interface TerminalLoss {
  readonly reason: 'withdrawn' | 'refused' | 'objected';
  readonly cause: 'withdrawn' | 'refused';
}

const TERMINAL: Readonly<Record<string, TerminalLoss>> = {
  withdrawn: { reason: 'withdrawn', cause: 'withdrawn' },
  refused: { reason: 'refused', cause: 'refused' },
  objected: { reason: 'objected', cause: 'refused' },
};

/**
 * Whether what the resident said has ended a delivery for good (design 6: only withdrawal, refusal and erasure destroy
 * keys). Read from what they said, not from the reason that the decision reports: that is the first of several, and a
 * restriction or an ended caseload entry, told before a withdrawal, would otherwise keep its keys for ever. Null while
 * anything permits the delivery, and while an override that may permit it again is in force.
 */
export function terminalLoss(
  row: Pick<DeliveryRow, 'sourceAgency' | 'agency' | 'category' | 'purpose' | 'agreement'>,
  facts: Facts,
  decision: Decision,
): TerminalLoss | null {
  if (decision.outcome === 'permit') return null;
  const now = parseInstant(facts.now);
  const spared = facts.overrides.some(
    ({ categories, startsAt, endsAt }) =>
      categories.includes(row.category) && isWithin(now, parseInstant(startsAt), parseInstant(endsAt)),
  );
  if (spared) return null;
  const scope = {
    source: row.sourceAgency,
    recipient: row.agency,
    category: row.category,
    purpose: row.purpose,
    agreement: row.agreement,
    maxConsentDays: facts.agreements.find(({ id }) => id === row.agreement)?.maxConsentDays ?? null,
  };
  return TERMINAL[foldDirectives(facts.directives.filter(isDecided), scope, now)] ?? null;
}

/** An objection that waits for its decision may be declined yet. */
function isDecided({ status }: DirectiveFact): boolean {
  return status !== 'ObjectionPendingHighHarm';
}
