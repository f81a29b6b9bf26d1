import type { HttpMetrics } from '#libs/telemetry';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.js';

/** `/livez`, `/readyz`, `/metrics`: on the app itself, never through the edge. */
export function operationsRoutes(instance: FastifyInstance, readiness: Readiness, metrics: HttpMetrics): void {
  instance.get('/livez', (_request, reply) => reply.send({ status: 'alive' }));
  instance.get('/readyz', async (_request, reply) => {
    const report = await readiness.report();
    return reply
      .code(report.ready ? 200 : 503)
      .send({ status: report.ready ? 'ready' : 'not ready', checks: report.checks });
  });
  instance.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
