import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/domain';
import { PROBLEM_CODES } from '#libs/contracts';
import { PROBLEM_STATUSES } from './problem-statuses.js';
import { MarkStoreAway, OutcomeUnknown } from '#libs/persistence';
import { ProblemError, UnavailableError } from './problem-error.js';
import { toProblem } from './to-problem.js';

describe('an error at the edge', () => {
  it('has a status for every problem there is', () => {
    expect(Object.keys(PROBLEM_STATUSES).sort()).toEqual([...PROBLEM_CODES].sort());
  });

  it.each([
    ['version-conflict', 'version-conflict'],
    ['directive-not-found', 'not-found'],
    ['nhs-number-invalid', 'invalid-input'],
    ['agreement-exists', 'duplicate'],
    ['grant-needs-resident', 'not-permitted'],
    ['already-ended', 'conflict'],
  ])('domain code %s is the problem %s', (code, problem) => {
    expect(toProblem(new DomainError(code, 'words')).problem).toBe(problem);
  });

  it('keeps its domain code, but for what is not there', () => {
    expect(toProblem(new DomainError('already-ended', 'words')).details).toEqual({
      code: 'already-ended',
      detail: 'words',
    });
    expect(toProblem(new DomainError('link-not-found', 'words')).details).toEqual({});
  });

  it.each([
    Object.assign(new Error('x'), { code: '57P01' }),
    Object.assign(new Error('x'), { code: '40P01' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]),
    Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'connect' }),
    new Error('query failed', { cause: Object.assign(new Error('x'), { code: '08006' }) }),
    new UnavailableError('the broker', 1),
  ])('what may be tried again says when (%#)', (error) => {
    expect(toProblem(error)).toMatchObject({ problem: 'unavailable', details: { headers: { 'retry-after': '1' } } });
  });

  it.each([
    [true, 'stop-may-be-recorded'],
    [false, 'may-be-recorded'],
  ])('a write that may have happened says so (a stop: %s)', (stops, code) => {
    const problem = toProblem(new OutcomeUnknown(stops));
    expect(problem).toMatchObject({ problem: 'outcome-unknown', details: { code } });
    expect(problem.details.detail).toMatch(/^It may have been recorded/);
  });

  it.each(['25006', '53100', '53200', '58030'])(
    'a database that takes no writes (%s) says that nothing was',
    (code) => {
      const problem = toProblem(Object.assign(new Error('base/16384/2619'), { code }));
      expect(problem.problem).toBe('unavailable');
      expect(problem.details.detail).toMatch(/Nothing was recorded/);
    },
  );

  it('anything else is internal, without a word of its own', () => {
    for (const error of [
      new Error('Margaret'),
      Object.assign(new Error('Margaret'), { code: '22P02' }),
      Object.assign(new Error('a file of ours is missing'), { code: 'ENOENT', syscall: 'open' }),
      'text',
      null,
      undefined,
    ]) {
      expect(toProblem(error)).toEqual(new ProblemError('internal'));
    }
  });

  it('of a restart-proof store that is away is one to come back after, and says that nothing was recorded', () => {
    expect(toProblem(new MarkStoreAway('no store in /marks'))).toMatchObject({
      problem: 'unavailable',
      details: { detail: expect.stringMatching(/Nothing was recorded\.$/), headers: { 'retry-after': '30' } },
    });
  });
});
