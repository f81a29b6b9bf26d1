/** One thing wrong with a bundle, and where. */
export interface BundleProblem {
  file: string;
  line: number;
  /** Id of the rule concerned; null outside any rule. */
  rule: string | null;
  message: string;
}

const describe = ({ file, line, rule, message }: BundleProblem): string =>
  `${file}:${line}: ${rule === null ? '' : `rule ${rule}: `}${message}`;

/** A bundle that cannot be used. Names every problem found; holds no data but the policies' own text. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(readonly problems: readonly BundleProblem[]) {
    super(problems.map(describe).join('\n'));
  }
}
