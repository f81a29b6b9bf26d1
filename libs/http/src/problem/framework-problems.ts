import type { ProblemCode } from '#libs/contracts';
import { HttpException } from '@nestjs/common';
import { ProblemError } from './problem-error.js';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'malformed-request',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  431: 'malformed-request',
};

/** Fastify's body parser, by error code: which limb of the body is wrong can be told without quoting it. */
const BY_FASTIFY_CODE: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-body', 'the body is not JSON'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-body', 'the body is empty'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-body', 'the body is shorter or longer than Content-Length'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 'send less at once'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'send application/json'],
  FST_ERR_BAD_URL: ['malformed-request', 'the URL cannot be decoded'],
  FST_ERR_MAX_PARAM_LENGTH: ['malformed-request', 'a part of the path is too long'],
};

/** The framework's own refusals. Its texts quote URLs and bodies, so none is passed on. Undefined: not a client's fault. */
export function frameworkProblem(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error)) return undefined;
  const origin = error instanceof HttpException && error.cause !== undefined ? error.cause : error;
  const code = (origin as { code?: unknown }).code;
  const known = typeof code === 'string' ? BY_FASTIFY_CODE[code] : undefined;
  if (known) return new ProblemError(known[0], { detail: known[1] });
  if (origin instanceof SyntaxError && statusOf(origin) === 400) {
    return new ProblemError('malformed-body', { detail: 'the body is not JSON' });
  }
  const problem = BY_STATUS[statusOf(error) ?? 0];
  return problem === undefined ? undefined : new ProblemError(problem);
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' ? status : undefined;
}
