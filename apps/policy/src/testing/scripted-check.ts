import { diffBundles, type BundleDifference } from '#libs/assurance';
import { parseBundle, type BundleFile } from '#libs/cedar';
import {
  BundleCheck,
  type CheckQuestion,
  type ReadBundle,
  type StoredBundle,
} from '../rules/bundle/check/bundle-check.js';
import { readBundle } from '../rules/bundle/read-bundle.js';
import type { CheckReport } from '../rules/bundle/check/check-report.js';

/** Proofs that hold, of which nothing more is to be said. */
export const PROVED = {
  ...{ proved: true, rawSize: '1e11', assumptions: [], invariants: [] },
  ...{ neverFires: [], shadowed: [], unspoken: [] },
};

/** Answers as a spec has told it to, at once: what a door does with a report does not need a proof. */
export class ScriptedCheck extends BundleCheck {
  readonly asked: CheckQuestion[] = [];
  /** What the next reports say differently from a pass. */
  finds: Partial<CheckReport> = {};

  check(question: CheckQuestion): Promise<CheckReport> {
    this.asked.push(question);
    return Promise.resolve({
      against: question.inForce?.hash ?? null,
      passed: true,
      tests: { ran: 1, failed: [] },
      proofs: PROVED,
      standing: [],
      ...this.finds,
    });
  }

  async read(files: readonly BundleFile[]): Promise<ReadBundle> {
    return readBundle(files);
  }

  difference(before: StoredBundle, after: StoredBundle): Promise<BundleDifference> {
    return Promise.resolve(diffBundles(parseBundle(before.files), parseBundle(after.files)));
  }
}
