import {
  type Decision,
  directiveEnds,
  type DirectiveFact,
  directiveMatches,
  type DirectiveScope,
  foldDirectives,
  isWithin,
  parseInstant,
} from '#libs/domain';
import type { Facts } from '#libs/pdp';
import type { DeliveryRow } from '../offered/delivery-reader.js';
import type { SaidVersion } from '../loss/said-history.js';
import type { TerminalLoss } from '../loss/terminal-loss.js';

const TERMINAL: Readonly<Record<string, TerminalLoss>> = {
  withdrawn: { reason: 'withdrawn', cause: 'withdrawn' },
  refused: { reason: 'refused', cause: 'refused' },
  objected: { reason: 'objected', cause: 'refused' },
};

type Offered = Pick<DeliveryRow, 'sourceAgency' | 'agency' | 'category' | 'purpose' | 'agreement' | 'residentEpoch'>;

/**
 * The plain words of `terminalLoss`: after each word since the offer, all that was said is read anew. What it costs is the
 * product of both, for every delivery, so it is here to be compared with, and to be seen to cost too much.
 */
export function lossWordByWord(
  row: Offered,
  facts: Facts,
  decision: Decision,
  said: readonly SaidVersion[],
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
  const since = said.filter(({ epoch }) => epoch !== null && epoch > Number(row.residentEpoch));
  // Where no yes is asked for (domain 1.1), one that says less ends nothing.
  const restsOnYes = agreement?.mode === 'EXPLICIT';
  const goneFrom = restsOnYes ? since.filter((word) => letsGo(word, said, scope)).map(begins) : [];
  const lossAt = (directives: readonly DirectiveFact[], at: number): TerminalLoss | null => {
    const answer = foldDirectives(directives.filter(isDecided), scope, at);
    const isGone = answer !== 'given' && goneFrom.some((from) => from <= at);
    return TERMINAL[answer] ?? (isGone ? TERMINAL['withdrawn']! : null);
  };
  const today = decision.outcome === 'permit' ? null : lossAt(facts.directives, now);
  return today ?? endedSince(since, said, now, lossAt);
}

/** After each word since the offer: what would a sweep at that moment have found ended? */
function endedSince(
  since: readonly SaidVersion[],
  said: readonly SaidVersion[],
  now: number,
  lossAt: (directives: readonly DirectiveFact[], at: number) => TerminalLoss | null,
): TerminalLoss | null {
  for (const word of since) {
    const then = begins(word);
    if (then > now || !stoodAt(word, then)) continue;
    const loss = lossAt(
      said.filter((version) => stoodAt(version, then)),
      then,
    );
    if (loss !== null) return loss;
  }
  return null;
}

const begins = ({ recordedAt, startsAt }: SaidVersion): number =>
  Math.max(parseInstant(recordedAt), parseInstant(startsAt));

const stoodAt = ({ recordedAt, supersededAt }: SaidVersion, then: number): boolean =>
  isWithin(then, parseInstant(recordedAt), supersededAt === null ? null : parseInstant(supersededAt));

/** Whether a yes was changed to one that says no more of this, while the one before it still counted. */
function letsGo(word: SaidVersion, said: readonly SaidVersion[], scope: DirectiveScope): boolean {
  if (word.status !== 'ConsentGiven' || directiveMatches(word, scope)) return false;
  const before = said.find(({ id, version }) => id === word.id && version === word.version - 1);
  return (
    before?.status === 'ConsentGiven' &&
    directiveMatches(before, scope) &&
    isWithin(parseInstant(word.recordedAt), parseInstant(before.startsAt), directiveEnds(before, scope.maxConsentDays))
  );
}

/** An objection that waits for its decision may be declined yet. */
function isDecided({ status }: DirectiveFact): boolean {
  return status !== 'ObjectionPendingHighHarm';
}
