import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { BasedOn } from '#libs/domain';
import type { FastifyRequest } from 'fastify';
import { describedHeader } from '../documentation/described-header.js';
import { ProblemError } from '../problem/problem-error.js';

export const VERSIONED = 'consent-broker:versioned';

/** The answer's `version` also goes out as ETag, for a later If-Match. */
export const Versioned = (): MethodDecorator => applyDecorators(SetMetadata(VERSIONED, true));

/** The versions that an edit may be based on (RFC 9110 13.1.1). Missing: 428; no list of entity tags: 400. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): BasedOn =>
    basedOn(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
  [
    describedHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of the version that the change is based on',
    }),
  ],
);

/** RFC 9110 8.8.3, and a list of them by 5.6.1, where empty elements are passed over. */
const ENTITY_TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/;
/** Written so that no text can be read in two ways: between two tags the first comma is the one that parts them. */
const LIST = new RegExp(`^[ \\t,]*${ENTITY_TAG.source}([ \\t]*,[ \\t,]*${ENTITY_TAG.source})*[ \\t,]*$`);
const LONGEST = 1_000;
const VERSION = /^[1-9][0-9]{0,8}$/;

/**
 * `*` is any version that there is. Comparison is strong, so a weak tag (`W/"1"`) is read and matches none, like one that
 * is not ours.
 */
export function basedOn(header: string | undefined): BasedOn {
  if (header === undefined) throw new ProblemError('precondition-required');
  if (header.trim() === '*') return new BasedOn('any');
  if (header.length > LONGEST || !LIST.test(header)) {
    throw new ProblemError('invalid-input', {
      errors: [
        { field: 'If-Match', rule: 'format', detail: 'send the ETag of the version that you read, quotes included' },
      ],
    });
  }
  const strong = [...header.matchAll(new RegExp(ENTITY_TAG, 'g'))].filter(([, weak]) => weak === undefined);
  return new BasedOn(
    strong
      .map(([, , tag]) => tag!)
      .filter((tag) => VERSION.test(tag))
      .map(Number),
  );
}

export function entityTag(version: number): string {
  return `"${version}"`;
}
