import type { ProofReport, TestReport } from '#libs/assurance';

/** An invariant of the bundle in force, put to the bundle that was checked. */
export interface StandingInvariant {
  readonly id: string;
  readonly says: string;
  /** Whether the checked bundle states it too, in the same words. */
  readonly stated: boolean;
  /** Whether it holds of the checked bundle, stated or not. */
  readonly holds: boolean;
  /** What would break it, in words; null where it holds. */
  readonly counterexample: string | null;
}

/** What a check found. It speaks of one bundle and of the bundle that was in force while it was checked. */
export interface CheckReport {
  /** Hash of the bundle in force at the check, whose invariants `standing` is about; null where there was none. */
  readonly against: string | null;
  readonly passed: boolean;
  readonly tests: TestReport;
  readonly proofs: ProofReport;
  readonly standing: readonly StandingInvariant[];
}
