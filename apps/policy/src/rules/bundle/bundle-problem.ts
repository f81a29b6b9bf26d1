import { BundleError } from '#libs/cedar';
import { ProblemError } from '#libs/http';

const MOST = 50;

/** What is wrong with posted rules, as a problem: file and line, rule, and Cedar's own words, which hold no data. */
export function bundleProblem(error: unknown): unknown {
  if (!(error instanceof BundleError)) return error;
  const errors = error.problems.slice(0, MOST).map(({ file, line, rule, message }) => ({
    field: `${file}:${line}`,
    rule: rule ?? 'bundle',
    detail: message,
  }));
  return new ProblemError('bundle-invalid', { detail: 'correct what is named under errors and post it again', errors });
}
