import {
  type Decision,
  type DirectiveFact,
  type DirectiveScope,
  type Facts,
  foldDirectives,
  isWithin,
  parseInstant,
} from '#libs/domain';
import type { DeliveryRow } from '../delivery/delivery-reader.js';
import type { SaidVersion } from '../delivery/said-since.js';

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
 * keys). Read from what they said, not from the reason that the decision reports: that is the first of several, and a
 * restriction or an ended caseload entry, told before a withdrawal, would otherwise keep its keys for ever. Also from what
 * they said since it was offered and have taken back: what died stays dead, though a new consent permits the like of it.
 * Null while anything else permits the delivery, and while an override that may permit it again is in force.
 *
 * `said`: every version, of a resident who ever stopped anything and said more since the delivery was offered; else nothing.
 */
export function terminalLoss(
  row: Offered,
  facts: Facts,
  decision: Decision,
  said: readonly SaidVersion[] = [],
): TerminalLoss | null {
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
  const today = decision.outcome === 'permit' ? null : lossBy(facts.directives, scope, now);
  return today ?? endedSince(row, scope, now, said);
}

/** After each word since the offer: what would a sweep at that moment have found ended? */
function endedSince(
  { residentEpoch }: Offered,
  scope: DirectiveScope,
  now: number,
  said: readonly SaidVersion[],
): TerminalLoss | null {
  const since = said.filter(({ epoch }) => epoch !== null && epoch > Number(residentEpoch));
  for (const word of since) {
    const then = Math.max(parseInstant(word.recordedAt), parseInstant(word.startsAt));
    if (then > now || !stoodAt(word, then)) continue;
    const loss = lossBy(
      said.filter((version) => stoodAt(version, then)),
      scope,
      then,
    );
    if (loss !== null) return loss;
  }
  return null;
}

const stoodAt = ({ recordedAt, supersededAt }: SaidVersion, then: number): boolean =>
  isWithin(then, parseInstant(recordedAt), supersededAt === null ? null : parseInstant(supersededAt));

function lossBy(directives: readonly DirectiveFact[], scope: DirectiveScope, at: number): TerminalLoss | null {
  return TERMINAL[foldDirectives(directives.filter(isDecided), scope, at)] ?? null;
}

/** An objection that waits for its decision may be declined yet. */
function isDecided({ status }: DirectiveFact): boolean {
  return status !== 'ObjectionPendingHighHarm';
}
