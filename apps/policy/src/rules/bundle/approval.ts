import { DomainError } from '#libs/domain';
import { ProblemError } from '#libs/http';
import type { EntityManager } from 'typeorm';
import { BundleReportRow } from './bundle-report.row.js';
import { BundleStopRow } from './bundle-stop.row.js';
import type { CheckReport, StandingInvariant } from './check/check-report.js';
import { reportProblems } from './check/report-problems.js';
import { productVersion } from './product-version.js';
import { IsNull } from 'typeorm';

/**
 * Whether a bundle may be put in force in the place of what is in force now: its newest check passed, was made by this
 * release and against that bundle, and every invariant given up is named. Refused with what was found, in words.
 */
export async function requireChecked(
  tx: EntityManager,
  hash: string,
  { inForce, dropping }: { readonly inForce: string | null; readonly dropping: readonly string[] },
): Promise<void> {
  const newest = { where: { hash, kind: 'check' }, order: { ordinal: 'DESC' } } as const;
  const row = await tx.findOne(BundleReportRow, newest);
  if (!row) throw new DomainError('bundle-not-checked', 'have it checked first');
  const report = row.report as CheckReport;
  if (!row.passed) {
    const errors = reportProblems(report);
    throw new ProblemError('bundle-invalid', {
      code: 'bundle-check-failed',
      detail: 'its newest check failed',
      errors,
    });
  }
  if (report.against !== inForce || row.productVersion !== productVersion()) {
    throw new DomainError(
      'bundle-check-stale',
      'other rules, or another release, run since it was checked: check again',
    );
  }
  requireKept(report.standing, dropping);
}

function requireKept(standing: readonly StandingInvariant[], dropping: readonly string[]): void {
  const lost = standing.filter(({ id, stated, holds }) => !(stated && holds) && !dropping.includes(id));
  if (lost.length === 0) return;
  throw new ProblemError('bundle-invalid', {
    code: 'invariants-lost',
    detail: 'the rules in force promise what these do not: name it under dropping, or keep it',
    errors: lost.map(({ id, says, holds, counterexample }) => ({
      field: 'dropping',
      rule: id,
      detail: holds ? `no longer states: ${says}` : `no longer keeps: ${says}${counterexample ?? ''}`,
    })),
  });
}

export async function requireNotStopped(tx: EntityManager, hash: string): Promise<void> {
  if (!(await tx.existsBy(BundleStopRow, { hash, liftedAt: IsNull() }))) return;
  throw new DomainError('bundle-stopped', 'these rules are stopped: resume them first');
}
