import type { ProblemDocument } from '#libs/contracts';

/** What one of the broker's APIs refused, as it said it (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    /** The last part of the problem's type: `not-found`, `stale-version`… */
    readonly problem: string,
    readonly document: Partial<ProblemDocument>,
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(`${status} ${problem}`, options);
  }
}
