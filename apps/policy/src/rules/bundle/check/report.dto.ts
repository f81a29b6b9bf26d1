import { FieldError } from '#libs/contracts';
import { ProofReportDto } from './proof-report.dto.js';

export class FailedTestDto {
  readonly file!: string;
  readonly line!: number | null;
  readonly says!: string;
  readonly expected!: string;
  readonly seen!: string;
  readonly rule!: string;
}

export class TestReportDto {
  /** Decisions that were asked for. */
  readonly ran!: number;
  readonly failed!: FailedTestDto[];
}

export class StandingInvariantDto {
  readonly id!: string;
  readonly says!: string;
  /** Whether the checked bundle states it too, in the same words. */
  readonly stated!: boolean;
  /** Whether it holds of the checked bundle, stated or not. */
  readonly holds!: boolean;
  /** What would break it, in words; null where it holds. */
  readonly counterexample!: string | null;
}

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
  readonly tests!: TestReportDto | null;
  readonly proofs!: ProofReportDto | null;
  /** Invariants of the bundle in force then, put to this one. */
  readonly standing!: StandingInvariantDto[];
}
