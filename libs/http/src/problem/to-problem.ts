import { ShapeError } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { domainProblem } from './domain-problems.js';
import { frameworkProblem } from './framework-problems.js';
import { ProblemError, UnavailableError } from './problem-error.js';
import { isTransient } from './transient-failures.js';

/** Any error as a problem. Whatever is not known becomes `internal`, without a word of its own. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof DomainError) return domainProblem(error);
  if (error instanceof ShapeError) return new ProblemError('invalid-input', { errors: error.errors });
  if (error instanceof UnavailableError) return unavailable(error.retryAfterSeconds);
  const fromFramework = frameworkProblem(error);
  if (fromFramework) return fromFramework;
  return isTransient(error) ? unavailable(1) : new ProblemError('internal');
}

function unavailable(retryAfterSeconds: number): ProblemError {
  return new ProblemError('unavailable', { headers: { 'retry-after': String(retryAfterSeconds) } });
}
