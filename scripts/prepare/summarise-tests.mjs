/**
 * Counts one run: each check and each test is one. What was skipped, left as "todo", or could not even be loaded has
 * not passed, so it has failed; so has a run without any test, and one that Jest itself calls failed.
 */
export function summarise(checks, { status, results }) {
  const lines = [];
  const passedChecks = checks.filter(Boolean).length;
  let passed = passedChecks;
  let failed = checks.length - passedChecks;
  if (!results) return { lines, passed, failed: failed + 1 };
  passed += results.numPassedTests;
  failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  if (skipped > 0) lines.push(`${skipped} tests were skipped: nothing may be skipped here, so they count as failed`);
  failed += skipped;
  for (const suite of results.testResults)
    for (const { status: outcome, fullName } of suite.assertionResults)
      if (outcome === 'pending' || outcome === 'todo') lines.push(`skipped: ${fullName}`);
  if (results.numTotalTests === 0) {
    lines.push('no test was found');
    failed += 1;
  }
  if (status !== 0 && failed === 0) {
    lines.push('Jest ended with a failure that no test accounts for');
    failed = 1;
  }
  return { lines, passed, failed };
}
