import { daysFrom, LONDON } from '#libs/calendar';
import { OVERRIDE_MODES, isLegalMode } from '#libs/domain';
import type { Period } from './read-period.js';
import {
  TOP_REASONS,
  type DayCounts,
  type LogState,
  type OutcomeCounts,
  type PurposeCounts,
  type ReasonCount,
  type Summary,
  type SummaryTotals,
} from './summary.dto.js';

/** So many lines that are alike in everything that is counted. */
export interface AlikeLines {
  readonly day: string;
  readonly kind: string;
  readonly action: string;
  readonly outcome: string;
  readonly purpose: string | null;
  readonly reason: string | null;
  readonly basis: string | null;
  readonly agreed: boolean;
  readonly count: number;
}

const LOOK = 'read';
const OPENING = 'open';

/** Folds groups of alike lines into what the overview shows. */
export function countLines(period: Period, groups: readonly AlikeLines[], log: LogState): Summary {
  const disclosures = groups.filter(({ kind }) => kind === 'disclosure');
  const seen = disclosures.filter(({ action }) => action === LOOK || action === OPENING);
  return {
    from: period.from,
    to: period.to,
    timeZone: LONDON,
    days: daysOf(period, seen),
    purposes: purposesOf(seen),
    denials: reasonsOf(disclosures.filter(isDenied)),
    totals: totalsOf(groups, disclosures),
    log,
  };
}

const isDenied = ({ outcome }: AlikeLines): boolean => outcome === 'deny';
const isPermitted = ({ outcome }: AlikeLines): boolean => outcome === 'permit';
const sum = (groups: readonly AlikeLines[]): number => groups.reduce((total, { count }) => total + count, 0);

const outcomesOf = (groups: readonly AlikeLines[]): OutcomeCounts => ({
  permitted: sum(groups.filter(isPermitted)),
  denied: sum(groups.filter(isDenied)),
});

function daysOf({ first, last }: Period, seen: readonly AlikeLines[]): DayCounts[] {
  return daysFrom(first, last).map((date) => {
    const then = seen.filter((group) => group.day === date);
    const of = (wanted: string): OutcomeCounts => outcomesOf(then.filter(({ action }) => action === wanted));
    return { date, looks: of(LOOK), openings: of(OPENING) };
  });
}

function purposesOf(seen: readonly AlikeLines[]): PurposeCounts[] {
  const counts = distinct(seen, 'purpose').map((purpose) => ({
    purpose,
    ...outcomesOf(seen.filter((group) => group.purpose === purpose)),
  }));
  const all = ({ permitted, denied }: OutcomeCounts): number => permitted + denied;
  return counts.sort((a, b) => all(b) - all(a) || (a.purpose < b.purpose ? -1 : 1));
}

function reasonsOf(denied: readonly AlikeLines[]): ReasonCount[] {
  const counts = distinct(denied, 'reason').map((reason) => ({
    reason,
    count: sum(denied.filter((group) => group.reason === reason)),
  }));
  return counts.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)).slice(0, TOP_REASONS);
}

const distinct = (groups: readonly AlikeLines[], by: 'purpose' | 'reason'): string[] => [
  ...new Set(groups.flatMap((group) => group[by] ?? [])),
];

function totalsOf(groups: readonly AlikeLines[], disclosures: readonly AlikeLines[]): SummaryTotals {
  const made = disclosures.filter(isPermitted);
  return {
    entries: sum(groups),
    disclosures: sum(made),
    denials: sum(disclosures.filter(isDenied)),
    breakGlass: sum(made.filter(({ basis }) => basis === 'VITAL')),
    overrides: sum(made.filter(({ basis, agreed }) => !agreed && overrides(basis))),
  };
}

const overrides = (basis: string | null): boolean =>
  basis !== null && isLegalMode(basis) && (OVERRIDE_MODES as readonly string[]).includes(basis);
