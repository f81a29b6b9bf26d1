import type { FieldError, ProblemCode } from '#libs/contracts';

export interface ProblemDetails {
  /** Said to the caller: constant text, never a value, never whether data exists. */
  readonly detail?: string;
  /** A more specific stable reason. */
  readonly code?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that only the door knows (tokens, headers, shapes). Rules inside speak DomainError instead. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(problem);
  }
}

/** Something we need is away (issuer, database, broker): answered 503, never by allowing. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(
    readonly what: string,
    readonly retryAfterSeconds = 1,
    options?: ErrorOptions,
  ) {
    super(`${what} is unavailable`, options);
  }
}
