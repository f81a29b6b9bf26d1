/** The policy app's `BundleDto`. */
export interface BundleLine {
  readonly hash: string;
  readonly title: string;
  readonly description: string;
  /** Id of the officer who posted it first, or `repository`. */
  readonly author: string;
  readonly createdAt: string;
  readonly state: string;
  readonly inForce: boolean;
  readonly effectiveAt: string | null;
  readonly checkedAt: string | null;
  readonly stopped: { readonly since: string; readonly by: string; readonly reason: string } | null;
}

export interface BundleWithFiles extends BundleLine {
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** What officers call a bundle: its title, or the beginning of its hash. */
export const nameOfBundle = ({ title, hash }: Pick<BundleLine, 'title' | 'hash'>): string =>
  title === '' ? hash.slice(0, 12) : title;

export const isBundleHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

interface NamedInvariant {
  readonly id: string;
  readonly says: string;
}

/** The policy app's `BundleReportDto`: what the newest check found. */
export interface BundleReport {
  readonly hash: string;
  readonly kind: 'check' | 'repository';
  readonly passed: boolean;
  readonly at: string;
  readonly against: string | null;
  readonly tests: {
    readonly ran: number;
    readonly failed: readonly {
      readonly file: string;
      readonly line: number | null;
      readonly says: string;
      readonly expected: string;
      readonly seen: string;
      readonly rule: string;
    }[];
  } | null;
  readonly proofs: {
    readonly rawSize: string;
    readonly invariants: readonly (NamedInvariant & {
      readonly file: string;
      readonly line: number;
      readonly proved: boolean;
      readonly counterexample: {
        readonly words: string;
        readonly rule: string | null;
        readonly named: string | null;
      } | null;
    })[];
    readonly neverFires: readonly string[];
    readonly shadowed: readonly { readonly rule: string; readonly by: readonly string[] }[];
  } | null;
  readonly standing: readonly (NamedInvariant & {
    readonly stated: boolean;
    readonly holds: boolean;
    readonly counterexample: string | null;
  })[];
}

interface ChangedNames {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** The policy app's `BundleDifferenceDto`: what would change, in Cedar and for people. */
export interface BundleDifference {
  readonly before: string;
  readonly after: string;
  readonly cedar: {
    readonly added: readonly { readonly id: string; readonly text: string }[];
    readonly removed: readonly { readonly id: string; readonly text: string }[];
    readonly changed: readonly { readonly id: string; readonly before: string; readonly after: string }[];
    readonly schemaChanged: boolean;
    readonly precedenceChanged: boolean;
    readonly attachments: ChangedNames;
    readonly invariants: ChangedNames;
    readonly testsDropped: readonly string[];
  };
  readonly sight: readonly { readonly change: string; readonly says: string; readonly example: string }[] | null;
  readonly says: readonly string[];
}
