import { describedHeader } from '#libs/http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { languagesOf } from './languages-of.js';

/** The languages that the caller would have a decision told in, most wanted first (RFC 9110 12.5.4). */
export const AcceptLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): ReturnType<typeof languagesOf> =>
    languagesOf(context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
  [
    describedHeader({
      name: 'Accept-Language',
      required: false,
      description: 'In which words to explain; English else',
    }),
  ],
);
