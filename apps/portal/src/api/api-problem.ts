import type { ProblemDocument } from '#libs/contracts';

/**
 * The same request, by its key, may be in work still, and nobody knows yet what becomes of it. No ApiProblem: it is no 409 of
 * somebody else's having been first.
 */
export class StillInWork extends Error {
  override readonly name = 'StillInWork';

  constructor() {
    super('an earlier try with this key may be in work');
  }
}

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
