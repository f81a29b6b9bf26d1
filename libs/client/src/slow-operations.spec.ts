import { expect, it } from '@jest/globals';
import { answersWithin } from './slow-operations.js';

it.each([
  ['POST', '/api/policy/v1/bundles/{hash}/check', 60_000],
  ['post', '/api/policy/v1/bundles/0a1b/check', 60_000],
  ['GET', '/v1/bundles/0a1b/difference', 60_000],
  ['POST', '/api/policy/v1/bundles/a/b/check', 15_000],
  ['GET', '/api/policy/v1/bundles/0a1b/check', 15_000],
  ['GET', '/api/policy/v1/agreements/x/versions/1/difference', 15_000],
])('%s %s', (method, path, within) => expect(answersWithin(method, path)).toBe(within));
