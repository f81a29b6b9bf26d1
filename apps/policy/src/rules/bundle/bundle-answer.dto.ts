import type { BundleFileDto } from './bundle.dto.js';

export const BUNDLE_STATES = ['draft', 'checked', 'failed', 'approved', 'in-force', 'past'] as const;
export type BundleState = (typeof BUNDLE_STATES)[number];

export class BundleStopDto {
  readonly since!: string;
  /** Id of the officer, or `referee`. */
  readonly by!: string;
  readonly reason!: string;
}

export class BundleDto {
  /** SHA-256 of its canonical form: comments, layout, names of policy files and the order of rules do not count. */
  readonly hash!: string;
  readonly title!: string;
  readonly description!: string;
  /** Id of the officer who posted it first, or `repository`. */
  readonly author!: string;
  readonly createdAt!: string;
  /** Posted (draft); checked or failed; approved for a moment to come; in force; in force once. */
  readonly state!: BundleState;
  readonly inForce!: boolean;
  /** When it came or comes into force; null where neither is known. */
  readonly effectiveAt!: string | null;
  /** When its newest check was made; null where there is none. */
  readonly checkedAt!: string | null;
  /** While it is stopped, nothing is decided by it but denials. */
  readonly stopped!: BundleStopDto | null;
  /** What the validator found odd but not wrong; in the answer to a post. */
  readonly warnings?: string[];
}

export class BundleWithFilesDto extends BundleDto {
  readonly files!: BundleFileDto[];
}

export class BundlePageDto {
  readonly items!: BundleDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}

export class ActivatedBundleDto {
  readonly hash!: string;
  /** From when on every decision is made by it. */
  readonly effectiveAt!: string;
}
