import {
  type Decision,
  type DirectiveAnswer,
  type DirectiveFact,
  foldDirectives,
  type Instant,
  isWithin,
  parseInstant,
} from '#libs/domain';
import type { Facts } from '#libs/pdp';
import type { DeliveryRow } from '../offered/delivery-reader.js';
import { NOTHING_SAID, type SaidHistory } from './said-history.js';

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

type Offered = Pick<DeliveryRow, 'sourceAgency' | 'agency' | 'category' | 'purpose' | 'agreement' | 'residentEpoch'>;

/**
 * Whether what the resident said has ended a delivery for good (design 6: only withdrawal, refusal and erasure destroy
 * keys; a yes that lets a part go withdraws that part). Read from what they said, not from the reason that the decision
 * reports: that is the first of several, and a restriction or an ended caseload entry, told before a withdrawal, would
 * otherwise keep its keys for ever. Also from what they said since it was offered and have taken back: what died stays
 * dead, though a new consent permits the like of it. Null while anything else permits the delivery, and while an override
 * that may permit it again is in force.
 *
 * `said`: every version, of a resident who ever stopped or changed anything and said more since the delivery was offered;
 * else nothing.
 */
export function terminalLoss(
  row: Offered,
  facts: Facts,
  decision: Decision,
  said: SaidHistory = NOTHING_SAID,
): TerminalLoss | null {
  const now = parseInstant(facts.now);
  const spared = facts.overrides.some(
    ({ categories, startsAt, endsAt }) =>
      categories.includes(row.category) && isWithin(now, parseInstant(startsAt), parseInstant(endsAt)),
  );
  if (spared) return null;
  const agreement = facts.agreements.find(({ id }) => id === row.agreement);
  const scope = {
    source: row.sourceAgency,
    recipient: row.agency,
    category: row.category,
    purpose: row.purpose,
    agreement: row.agreement,
    maxConsentDays: agreement?.maxConsentDays ?? null,
  };
  const since = said
    .answers(scope)
    .filter(({ epoch, at }) => epoch !== null && epoch > Number(row.residentEpoch) && at <= now);
  // Where no yes is asked for (domain 1.1), one that says less ends nothing.
  const restsOnYes = agreement?.mode === 'EXPLICIT';
  const goneFrom = since.reduce(
    (first, { letsGo, at }) => (restsOnYes && letsGo ? Math.min(first, at) : first),
    Infinity,
  );
  const lossOf = (answer: DirectiveAnswer, at: Instant): TerminalLoss | null =>
    TERMINAL[answer] ?? (answer !== 'given' && goneFrom <= at ? TERMINAL['withdrawn']! : null);
  const today =
    decision.outcome === 'permit' ? null : lossOf(foldDirectives(facts.directives.filter(isDecided), scope, now), now);
  if (today !== null) return today;
  // After each word since the offer: what would a sweep at that moment have found ended?
  for (const { answer, at } of since) {
    const loss = answer === null ? null : lossOf(answer, at);
    if (loss !== null) return loss;
  }
  return null;
}

/** An objection that waits for its decision may be declined yet. */
function isDecided({ status }: DirectiveFact): boolean {
  return status !== 'ObjectionPendingHighHarm';
}
