import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';

export const VERSIONED = 'consent-broker:versioned';

/** The answer's `version` also goes out as ETag, for a later If-Match. */
export const Versioned = (): MethodDecorator => applyDecorators(SetMetadata(VERSIONED, true));

/** The version that an edit is based on (RFC 9110 13.1.1, strong comparison). Missing: 428; not one of ours: 400. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  return versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']);
});

export function versionOf(header: string | undefined): number {
  if (header === undefined) throw new ProblemError('precondition-required');
  const version = /^"([1-9][0-9]{0,8})"$/.exec(header)?.[1];
  if (version === undefined) {
    throw new ProblemError('invalid-input', {
      errors: [
        { field: 'If-Match', rule: 'format', detail: 'send the ETag of the version that you read, quotes included' },
      ],
    });
  }
  return Number(version);
}

export function entityTag(version: number): string {
  return `"${version}"`;
}
