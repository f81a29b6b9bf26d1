import type { ProblemDocument } from './generated/consent.js';

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
    /** The last part of the problem's type: `not-found`, `version-conflict`… */
    readonly problem: string,
    readonly document: Partial<ProblemDocument>,
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(`${status} ${problem}`, options);
  }
}

/** @returns what an answer that is no success says */
export async function problemOf(response: Response): Promise<ApiProblem | StillInWork> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const document: Partial<ProblemDocument> = isProblem ? ((await response.json()) as ProblemDocument) : {};
  const problem = (document.type ?? '').split(':').at(-1)!;
  if (problem === 'idempotency-in-flight') return new StillInWork();
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem(response.status, problem, document, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

/** @returns what a call that got no answer means: what was sent may have been taken; only a look changes nothing */
export function unanswered(method: string, error: unknown): ApiProblem {
  const problem = method === 'GET' || neverSent(error) ? 'unavailable' : 'outcome-unknown';
  return new ApiProblem(503, problem, {}, undefined, { cause: error });
}

function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return cause?.code === 'ECONNREFUSED' || cause?.code === 'ENOTFOUND';
}
