import type { HttpMetrics, Log } from '#libs/telemetry';
import type { FastifyInstance } from 'fastify';
import type { InFlight } from './in-flight.js';

/** Metrics, one log line and the standing headers of every answer, whoever gives it. */
export function observeRequests(
  instance: FastifyInstance,
  log: Log,
  metrics: HttpMetrics,
  inFlight: InFlight,
  isStopping: () => boolean,
): void {
  instance.addHook('onRequest', (request, reply, done) => {
    inFlight.enter();
    metrics.inFlight.inc();
    // Lanes, limits and time-outs all end with the answer.
    reply.raw.setMaxListeners(30);
    // Closing comes to every answer: sent, cut, or never read by a caller who has gone.
    reply.raw.once('close', () => {
      inFlight.leave();
      metrics.inFlight.dec();
    });
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    done();
  });
  instance.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    if (isStopping()) reply.header('connection', 'close').raw.removeHeader('keep-alive');
    done(null, payload);
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    metrics.observe({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    log[reply.statusCode >= 500 ? 'warn' : 'debug'](
      {
        requestId: request.id,
        method: request.method,
        route: route ?? 'unmatched',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        principalId: request.signIn?.askedBy?.id,
      },
      'request',
    );
    done();
  });
}
