import type { ProblemCode } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { ProblemError } from './problem-error.js';

/** Codes whose problem does not follow from the ending of their name. */
const NAMED: Readonly<Record<string, ProblemCode>> = {
  'not-found': 'not-found',
  'version-conflict': 'version-conflict',
  'second-person-needed': 'not-permitted',
  'grant-needs-resident': 'not-permitted',
  'other-agency': 'not-permitted',
  duplicate: 'duplicate',
  'key-unreadable': 'unavailable',
};

/** Somebody has to mend it. */
export const RECOVERS_WITHIN_S = 30;

const BY_ENDING: readonly (readonly [RegExp, ProblemCode])[] = [
  [/-not-found$/, 'not-found'],
  [/(^invalid-|-invalid$|^malformed-|-unknown$|^unknown-)/, 'invalid-input'],
  [/-(exists|duplicate)$/, 'duplicate'],
  [/(^not-permitted|-not-permitted$|-not-yours$)/, 'not-permitted'],
];

/**
 * The one map from domain codes to problems. An unmapped code is a rule about the present state: 409 with its code.
 * A DomainError's text is constant and holds no personal data by contract, so it may be said.
 */
export function domainProblem(error: DomainError): ProblemError {
  const problem = NAMED[error.code] ?? BY_ENDING.find(([ending]) => ending.test(error.code))?.[1] ?? 'conflict';
  if (problem === 'not-found') return new ProblemError('not-found');
  const said = { code: error.code, detail: error.message };
  const headers = { 'retry-after': String(RECOVERS_WITHIN_S) };
  return new ProblemError(problem, problem === 'unavailable' ? { ...said, headers } : said);
}
