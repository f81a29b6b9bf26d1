import type { HttpMetrics } from '#libs/telemetry';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.js';

/** `/livez`, `/readyz`, `/metrics`: on the app itself, never through the edge. */
export function operationsRoutes(instance: FastifyInstance, readiness: Readiness, metrics: HttpMetrics): void {
  instance.get('/livez', (_request, reply) => reply.send({ status: 'alive' }));
  instance.get('/readyz', async (_request, reply) => {
    const { ready, checks, reasons } = await readiness.report();
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not ready', checks, ...(reasons ? { reasons } : {}) });
  });
  instance.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
