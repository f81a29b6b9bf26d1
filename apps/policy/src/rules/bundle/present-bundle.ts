import type { BundleDto, BundleState } from './bundle-answer.dto.js';
import type { BundleReportRow } from './bundle-report.row.js';
import type { BundleStopRow } from './bundle-stop.row.js';
import type { BundleRow } from './bundle.row.js';
import type { Standing } from './schedule.js';

export interface BundleParts {
  readonly bundle: Omit<BundleRow, 'files'>;
  readonly standing: Standing;
  readonly report: Pick<BundleReportRow, 'passed' | 'madeAt'> | undefined;
  readonly stop: BundleStopRow | undefined;
}

/** Where a bundle stands on its way: what decides now or soon says more than its newest check. */
function stateOf({ bundle: { hash }, standing, report }: BundleParts): BundleState {
  if (standing.inForce === hash) return 'in-force';
  if (standing.pending?.hash === hash) return 'approved';
  if (standing.past.has(hash)) return 'past';
  if (!report) return 'draft';
  return report.passed ? 'checked' : 'failed';
}

function effectiveAt({ bundle: { hash }, standing }: BundleParts): string | null {
  if (standing.inForce === hash) return standing.since?.toISOString() ?? null;
  return standing.pending?.hash === hash ? standing.pending.at.toISOString() : null;
}

export function presentBundle(parts: BundleParts): BundleDto {
  const { hash, title, description, author, createdAt } = parts.bundle;
  const { report, stop } = parts;
  return {
    ...{ hash, title, description, author, createdAt: createdAt.toISOString() },
    state: stateOf(parts),
    inForce: parts.standing.inForce === hash,
    effectiveAt: effectiveAt(parts),
    checkedAt: report?.madeAt.toISOString() ?? null,
    stopped: stop ? { since: stop.since.toISOString(), by: stop.stoppedBy, reason: stop.reason } : null,
  };
}
