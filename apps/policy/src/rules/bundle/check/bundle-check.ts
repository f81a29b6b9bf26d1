import type { BundleDifference } from '#libs/assurance';
import type { BundleFile } from '#libs/cedar';
import type { CheckReport } from './check-report.js';

export interface StoredBundle {
  readonly hash: string;
  readonly files: readonly BundleFile[];
}

export interface CheckQuestion {
  readonly bundle: StoredBundle;
  /** Whose invariants are put to the bundle as well; null where nothing is in force. */
  readonly inForce: StoredBundle | null;
}

/** A valid bundle, as far as it is stored and told. */
export interface ReadBundle {
  readonly hash: string;
  readonly files: readonly BundleFile[];
  readonly warnings: readonly string[];
}

/**
 * Runs a bundle's tests and proofs, and compares two. Seconds of work, so never on the event loop that answers requests. The same question
 * always has the same answer but for the milliseconds told. Rejects with BundleError where tests or invariants cannot be
 * read, naming file and line.
 */
export abstract class BundleCheck {
  /**
   * Parses and validates what somebody drafted: the one place where text that nobody has looked at reaches the policy engine,
   * and never the engine of the process that answers requests. Rejects with BundleError where it is not valid.
   */
  abstract read(files: readonly BundleFile[]): Promise<ReadBundle>;

  abstract check(question: CheckQuestion): Promise<CheckReport>;

  /** What changes between two bundles, in Cedar and in plain English. */
  abstract difference(before: StoredBundle, after: StoredBundle): Promise<BundleDifference>;
}
