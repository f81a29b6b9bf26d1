/**
 * Every problem an app may answer with, by the stable last part of its `type` (RFC 9457 3.1.1). A code is never renamed
 * or given a second meaning; texts may change.
 */
export const PROBLEM_CODES = [
  // the request itself
  'invalid-input',
  'malformed-body',
  'unsupported-media-type',
  'body-too-large',
  'malformed-request',
  'request-timeout',
  'too-many-requests',
  // who asks
  'unauthenticated',
  'forbidden',
  'unknown-principal',
  'suspended',
  // what it is about: absent and not yours are one answer
  'not-found',
  'method-not-allowed',
  // state
  'conflict',
  'duplicate',
  'precondition-required',
  'version-conflict',
  'idempotency-key-reused',
  'idempotency-in-flight',
  'not-permitted',
  'bundle-invalid',
  // us
  'unavailable',
  'outcome-unknown',
  'bad-gateway',
  'internal',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The `type` URI of a problem: a URN, so that nobody is invited to dereference an address that is not ours. */
export function problemType(code: ProblemCode): string {
  return `urn:consent-broker:problem:${code}`;
}

/** The `instance` of a problem: the request that it answers, by its id. */
export function problemInstance(requestId: string): string {
  return `urn:consent-broker:request:${requestId}`;
}
