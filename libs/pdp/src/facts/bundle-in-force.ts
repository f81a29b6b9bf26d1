import type { Fact } from './fact.js';
import { PLACE } from './source.js';

export interface BundleInForceFacts {
  /** Hash of the bundle in force; null when none is. */
  bundle: string | null;
  /** When the next scheduled bundle takes over. */
  bundleUntil: string | null;
  /** The bundle in force was stopped, by the breaker or by an officer: everything denies. */
  bundleSuspended: boolean;
}

/** Which rules count (design 4). They cannot read it: `find-missing-fact` denies where it is not the bundle asked. */
export const BUNDLE_IN_FORCE: Fact<BundleInForceFacts> = {
  keys: ['bundle', 'bundleUntil', 'bundleSuspended'],
  lists: [],
  source: PLACE,
  nothing: null,
  hiddenFromStrangers: false,
  times: ({ bundleUntil }, take) => take(bundleUntil),
};
