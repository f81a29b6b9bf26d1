import type { FieldError } from '#libs/contracts';
import type { ProofReport, TestReport } from '#libs/assurance';
import type { StandingInvariant } from './check-report.js';

/** What the newest check of a bundle found. */
export class BundleReportDto {
  readonly hash!: string;
  /** `repository`: it came with the release, whose own build checked it; what it found is not kept here. */
  readonly kind!: 'check' | 'repository';
  readonly passed!: boolean;
  /** Id of the officer who had it checked, or `repository`. */
  readonly by!: string;
  readonly at!: string;
  readonly productVersion!: string;
  /** Hash of the bundle that was in force then; a check counts only while that one is. */
  readonly against!: string | null;
  /** What is wrong: file and line, rule, and the counterexample in words. Empty where it passed. */
  readonly errors!: FieldError[];
  readonly tests!: TestReport | null;
  readonly proofs!: ProofReport | null;
  /** Invariants of the bundle in force then, put to this one. */
  readonly standing!: StandingInvariant[];
}
