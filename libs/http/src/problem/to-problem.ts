import { ShapeError } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { MarkStoreAway, OutcomeUnknown, troubleOf } from '#libs/persistence';
import { domainProblem, RECOVERS_WITHIN_S } from './domain-problems.js';
import { frameworkProblem } from './framework-problems.js';
import { ProblemError, UnavailableError } from './problem-error.js';
import { isTransient } from './transient-failures.js';

/** Any error as a problem. Whatever is not known becomes `internal`, without a word of its own. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof DomainError) return domainProblem(error);
  if (error instanceof ShapeError) return new ProblemError('invalid-input', { errors: error.errors });
  if (error instanceof UnavailableError) return unavailable(error.retryAfterSeconds);
  if (error instanceof OutcomeUnknown)
    return new ProblemError('outcome-unknown', LOOK_FIRST[error.stops ? 'stop' : 'other']);
  const fromFramework = frameworkProblem(error);
  if (fromFramework) return fromFramework;
  if (error instanceof MarkStoreAway) return unavailable(RECOVERS_WITHIN_S, NO_STORE);
  const trouble = troubleOf(error);
  if (trouble !== undefined) return unavailable(RECOVERS_WITHIN_S, NO_WRITES[trouble]);
  return isTransient(error) ? unavailable(1) : new ProblemError('internal');
}

/** What to do when the answer of a write was lost. */
const LOOK_FIRST = {
  stop: {
    code: 'stop-may-be-recorded',
    detail:
      'It may have been recorded. Read what stands now; if it is not there, or you cannot tell, send it again: a stop that was recorded already is not recorded twice.',
    headers: { 'retry-after': '1' },
  },
  other: {
    code: 'may-be-recorded',
    detail: 'It may have been recorded. Look before you send it again.',
    headers: { 'retry-after': '1' },
  },
} as const;

const NO_WRITES = {
  'read-only': 'The database takes no changes at the moment. Nothing was recorded.',
  full: 'The database has no room at the moment. Nothing was recorded.',
} as const;
const NO_STORE = 'What must outlive a restore cannot be kept at the moment. Nothing was recorded.';

function unavailable(retryAfterSeconds: number, detail?: string): ProblemError {
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return new ProblemError('unavailable', { headers, ...(detail === undefined ? {} : { detail }) });
}
