import type { Readable } from 'node:stream';
import proxy from '@fastify/http-proxy';
import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { EdgeConfig } from '../config.js';
import { countBody, refuseDeclaredLength } from '../limits/limit-body.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { leadsToPortal } from './portal-paths.js';
import { PORTAL_ROUTE, ROUTES, type Route } from './routes.js';
import { sendProblem } from './send-problem.js';
import { answerForUpstream, passOn } from './upstream-answer.js';

/**
 * Puts every route of the table onto the server, in a scope of its own: bodies stream through it unread, and what
 * goes wrong inside it is answered by the edge. Must run before Nest adds its body parsers.
 */
export async function registerRoutes(server: FastifyInstance, config: EdgeConfig): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.setErrorHandler<FastifyError>((error, _request, reply) =>
      sendProblem(reply, error.statusCode ?? 502, detailOf(error)),
    );
    await scope.register(rateLimit, { max: config.RATE_LIMIT_PER_MINUTE, timeWindow: 60_000 });
    scope.addHook('onRequest', (request, reply, next) => {
      void reply.header('x-request-id', request.id);
      refuseDeclaredLength(request, config.BODY_LIMIT_BYTES);
      next();
    });
    scope.addHook('preParsing', (_request, _reply, body, next) => next(null, countBody(body, config.BODY_LIMIT_BYTES)));
    for (const route of ROUTES) await scope.register(proxy, proxyOptions(route, config));
    await scope.register(proxy, {
      ...proxyOptions(PORTAL_ROUTE, config),
      preHandler: (request, reply, next) => (leadsToPortal(request.url) ? next() : sendProblem(reply, 404)),
    });
  });
}

function proxyOptions(route: Route, config: EdgeConfig): proxy.FastifyHttpProxyOptions {
  return {
    prefix: route.prefix,
    rewritePrefix: route.rewritePrefix,
    upstream: config.upstreamUrl(route.upstream),
    disableRequestLogging: true,
    undici: { connections: 64, headersTimeout: config.UPSTREAM_TIMEOUT_MS, bodyTimeout: config.UPSTREAM_TIMEOUT_MS },
    replyOptions: {
      rewriteRequestHeaders: forwardedHeaders,
      onResponse: (_request, reply, answer) =>
        passOn(reply, (answer as unknown as { stream: Readable }).stream, route.upstream),
      onError: (reply, { error }) => answerForUpstream(reply, error),
      // A GET may disclose, and a disclosure is decided once per request that the caller made: never sent twice.
      retryDelay: () => null,
    },
  };
}

/** Only the caller's own limits are explained; any other text could be an app's. */
function detailOf(error: FastifyError): string | undefined {
  return error.statusCode === 413 ? error.message : undefined;
}
