import type { ProblemError } from '../problem/problem-error.js';

/**
 * Stands where a body that cannot be read would stand. It is refused where somebody asks for the body, and nowhere else:
 * a stop is never refused for a body or a header that it has no use for.
 */
export class UnreadableBody {
  /** Private to the language: it appears in no copy, no comparison and no JSON of the body. */
  readonly #problem: ProblemError;

  constructor(problem: ProblemError) {
    this.#problem = problem;
  }

  get problem(): ProblemError {
    return this.#problem;
  }
}
