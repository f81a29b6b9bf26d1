import type { HttpMethod, PathsWithMethod } from 'openapi-typescript-helpers';
import type { paths } from './generated/policy.js';

const USUAL_MS = 15_000;
/** Tests, proofs and differences of rules take seconds, more where others wait, too. */
const SLOW_MS = 60_000;

type Slow = { readonly [Verb in HttpMethod]?: readonly PathsWithMethod<paths, Verb>[] };
/** What is known to take its time. */
const SLOW: Slow = { post: ['/v1/bundles/{hash}/check'], get: ['/v1/bundles/{hash}/difference'] };

const PATTERNS = Object.entries(SLOW).flatMap(([verb, slow]) =>
  slow.map((path) => new RegExp(`^${verb} (/.*)?${path.replace(/\{\w+\}/g, '[^/]+')}$`, 'i')),
);

/** How long an answer is waited for, in milliseconds; of a path with its values, or with the names that stand for them. */
export const answersWithin = (method: string, path: string): number =>
  PATTERNS.some((pattern) => pattern.test(`${method} ${path}`)) ? SLOW_MS : USUAL_MS;
