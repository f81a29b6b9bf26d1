import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';

/** One Cedar policy of a bundle. */
export interface Rule {
  /** Its `@id`, or `<file>#<n>` where it has none. */
  id: string;
  effect: 'permit' | 'forbid';
  annotations: { readonly [name: string]: string };
  text: string;
  json: PolicyJson;
  file: string;
  line: number;
}

/** A file of a bundle, by name relative to its folder (`/` between folder and file). */
export interface BundleFile {
  name: string;
  text: string;
}

/** A parsed and validated set of rules, immutable and named by its content. */
export interface Bundle {
  /**
   * SHA-256 of `canonical`, in hex. Comments, layout, names of policy files and the order of rules do not count;
   * attachments count by name and text.
   */
  hash: string;
  canonical: string;
  rules: ReadonlyMap<string, Rule>;
  /** What it was parsed from, to be stored and parsed again elsewhere. */
  files: readonly BundleFile[];
  /** Those of `files` that go with the rules: tests, invariants, language packs. Sorted by name; never parsed here. */
  attachments: readonly BundleFile[];
  schema: string;
  /** Ids of the forbids in the order in which they are reported; empty where the bundle states none. */
  precedence: readonly string[];
  /** What the validator found odd but not wrong, such as a rule that can never apply. */
  warnings: readonly string[];
}
