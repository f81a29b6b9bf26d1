import type { BundleReportRow } from '../bundle-report.row.js';
import type { CheckReport } from './check-report.js';
import type { BundleReportDto } from './report.dto.js';
import { reportProblems } from './report-problems.js';

export function presentReport(row: BundleReportRow): BundleReportDto {
  const { hash, kind, passed, madeBy: by, madeAt, productVersion } = row;
  const report = kind === 'check' ? (row.report as CheckReport) : null;
  return {
    ...{ hash, kind, passed, by, at: madeAt.toISOString(), productVersion },
    against: report?.against ?? null,
    errors: report === null ? [] : reportProblems(report),
    tests: report?.tests ?? null,
    proofs: report?.proofs ?? null,
    standing: report === null ? [] : [...report.standing],
  };
}
