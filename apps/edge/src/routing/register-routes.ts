import rateLimit from '@fastify/rate-limit';
import type { FastifyError, FastifyInstance } from 'fastify';
import { UnavailableError } from '#libs/http';
import type { EdgeConfig } from '../config.js';
import { BodyInCrumbs, BodyTooLarge } from '../limits/body-errors.js';
import { LINGER_MS } from '../limits/limits.js';
import { SocketGuard } from '../limits/guard-sockets.js';
import { AppTooSlow } from './app-connections.js';
import { Forward, laneOf } from './forward.js';
import { repeats } from './request-target.js';
import { PORTAL_ROUTE, ROUTES } from './routes.js';
import { sendProblem } from './send-problem.js';

/**
 * Puts every route of the table onto the server, in a scope of its own: bodies are read whole and unparsed, and what
 * goes wrong inside it is answered by the edge. Must run before Nest adds its body parsers.
 */
export async function registerRoutes(server: FastifyInstance, config: EdgeConfig): Promise<void> {
  const sockets = new SocketGuard({ total: config.MAX_CONNECTIONS, perAddress: config.connectionsPerAddress });
  sockets.watch(server.server);
  await server.register(async (scope) => {
    const forward = new Forward(config, sockets);
    scope.addHook('preClose', (done) => {
      forward.stop();
      done();
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error instanceof BodyInCrumbs) reply.raw.once('finish', () => request.raw.socket.destroy());
      const forCaller = error instanceof BodyTooLarge || error instanceof BodyInCrumbs;
      sendProblem(reply, statusOf(error), forCaller ? error.message : undefined);
    });
    await scope.register(rateLimit, {
      max: config.RATE_LIMIT_PER_MINUTE,
      timeWindow: 60_000,
      // A flood of anything else takes nothing from what stops sharing.
      keyGenerator: (request) => `${laneOf(request)} ${request.ip}`,
    });
    scope.addHook('onRequest', (request, reply, next) => {
      void reply.header('x-request-id', request.id);
      if (request.protocol === 'https') void reply.header('strict-transport-security', 'max-age=31536000');
      if (repeats(request.raw.rawHeaders)) sendProblem(reply, 400);
      else next();
    });
    scope.addHook('onResponse', (request, _reply, next) => {
      const { raw } = request;
      if (!raw.complete) setTimeout(() => raw.complete || raw.socket.destroy(), LINGER_MS).unref();
      next();
    });
    for (const route of [...ROUTES, PORTAL_ROUTE]) {
      const config = { route };
      for (const url of route.prefix === '' ? ['/*'] : [route.prefix, `${route.prefix}/*`]) {
        scope.all(url, { config }, (request, reply) => forward.answer(request, reply, route));
      }
    }
  });
}

/** Only the edge's own refusals have a status of theirs; whatever went wrong with an app is 502 or 504. */
function statusOf(error: Error & { readonly statusCode?: number; readonly code?: string }): number {
  if (error instanceof UnavailableError) return 503;
  if (error instanceof AppTooSlow) return 504;
  return error.statusCode ?? 502;
}
