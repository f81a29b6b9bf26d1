import type { ProblemCode } from '#libs/contracts';

/** Status and title of every problem: the one place where they are decided. */
export const PROBLEM_STATUSES: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  'invalid-input': [400, 'The input breaks a rule'],
  'malformed-body': [400, 'The body cannot be read'],
  'unsupported-media-type': [415, 'The body is not of a type that is read here'],
  'body-too-large': [413, 'The body is too large'],
  'malformed-request': [400, 'The request cannot be read'],
  'too-many-requests': [429, 'Too many requests'],
  unauthenticated: [401, 'Sign in first'],
  forbidden: [403, 'This is not open to you'],
  'unknown-principal': [403, 'Nobody here is registered under this sign-in'],
  suspended: [403, 'This sign-in is suspended'],
  'not-found': [404, 'There is nothing here that you may see'],
  'method-not-allowed': [405, 'This is not done here'],
  conflict: [409, 'The present state does not allow this'],
  duplicate: [409, 'This exists already'],
  'precondition-required': [428, 'Say which version you are changing (If-Match)'],
  'version-conflict': [412, 'Someone changed this in the meantime'],
  'idempotency-key-reused': [422, 'This Idempotency-Key was used for another request'],
  'idempotency-in-flight': [409, 'The first request with this Idempotency-Key is still being answered'],
  'not-permitted': [403, 'The decision is no'],
  'bundle-invalid': [422, 'The policy bundle is not valid'],
  unavailable: [503, 'Something that this needs is away for the moment'],
  'outcome-unknown': [503, 'This may have been recorded, or not'],
  'bad-gateway': [502, 'The app behind did not answer'],
  internal: [500, 'Something went wrong here'],
};
