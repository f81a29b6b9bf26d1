import { describe, expect, it } from '@jest/globals';

interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}
type Summarise = (checks: boolean[], run: { status: number; results: unknown }) => Summary;
const { summarise } = (await import('../../scripts/prepare/summarise-tests.mjs' as string)) as { summarise: Summarise };

const GREEN = {
  numPassedTests: 3,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numTotalTests: 3,
  testResults: [] as object[],
};

describe('the count at the end of npm test', () => {
  it.each([
    ['all is well', [true, true], { status: 0, results: GREEN }, [5, 0]],
    ['a check failed', [true, false], { status: 0, results: GREEN }, [4, 1]],
    ['a test failed', [], { status: 1, results: { ...GREEN, numPassedTests: 2, numFailedTests: 1 } }, [2, 1]],
    ['a suite could not be loaded', [], { status: 1, results: { ...GREEN, numRuntimeErrorTestSuites: 1 } }, [3, 1]],
    ['a test was skipped', [], { status: 0, results: { ...GREEN, numPassedTests: 2, numPendingTests: 1 } }, [2, 1]],
    ['a test is still to be written', [], { status: 0, results: { ...GREEN, numTodoTests: 1 } }, [3, 1]],
    ['there was no test', [], { status: 0, results: { ...GREEN, numPassedTests: 0, numTotalTests: 0 } }, [0, 1]],
    ['Jest fails for a reason of its own', [], { status: 1, results: GREEN }, [3, 1]],
    ['Jest left nothing', [true], { status: 1, results: undefined }, [1, 1]],
  ])('when %s', (_what, checks, run, [passed, failed]) => {
    expect(summarise(checks, run)).toMatchObject({ passed, failed });
  });

  it('names what was skipped', () => {
    const testResults = [{ assertionResults: [{ status: 'pending', fullName: 'the fence holds' }] }];
    expect(summarise([], { status: 0, results: { ...GREEN, numPendingTests: 1, testResults } }).lines).toContain(
      'skipped: the fence holds',
    );
  });
});
