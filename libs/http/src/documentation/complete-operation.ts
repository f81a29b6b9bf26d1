import type { OpenAPIObject } from '@nestjs/swagger';
import type { Handler } from '../host/read-handlers.js';
import { tagOf } from './name-operation.js';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Headers = Record<string, { description: string; schema: { type: 'string' | 'integer' } }>;

const RETRY_AFTER: Headers = {
  'Retry-After': {
    description: 'Seconds to wait before it is asked again: with 429, 503 and 409 idempotency-in-flight',
    schema: { type: 'integer' },
  },
};
const CHALLENGE: Headers = {
  'WWW-Authenticate': {
    description: 'With 401: Bearer, and what is wrong with a token (RFC 6750 3)',
    schema: { type: 'string' },
  },
};
const ENTITY_TAG: Headers = {
  ETag: { description: 'The version that was answered, for the If-Match of a change', schema: { type: 'string' } },
};
const REPLAYED: Headers = {
  'Idempotency-Replayed': {
    description: '`true` where this is the first answer once more, by its Idempotency-Key',
    schema: { type: 'string' },
  },
};
const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
};

/** What holds for every operation, and what the decorators of this one's handler bring about. In place. */
export function completeOperation(operation: Operation, { allowance, versioned, idempotent }: Handler): void {
  const open = allowance === 'anyone';
  if (open) operation.security = [];
  const successes: Headers = { ...(versioned && ENTITY_TAG), ...(idempotent && REPLAYED) };
  for (const response of Object.values(operation.responses)) {
    if (response === undefined || '$ref' in response) continue;
    const headers = { ...successes, ...response.headers };
    if (Object.keys(headers).length > 0) response.headers = headers;
  }
  operation.responses['default'] = { ...PROBLEM, headers: { ...(!open && CHALLENGE), ...RETRY_AFTER } };
  operation.tags = operation.tags?.map(tagOf) ?? [];
  for (const parameter of operation.parameters ?? []) {
    // Fastify's name for the rest of an address; in the path it is called `{path}`.
    if ('name' in parameter && parameter.name === '*') parameter.name = 'path';
    if ('name' in parameter && parameter.in === 'query' && isList(parameter.schema)) parameter.explode = false;
  }
}

/** In a query a list is one value with commas, of whichever app. */
const isList = (schema: object | undefined): boolean =>
  schema !== undefined && 'type' in schema && schema.type === 'array';
