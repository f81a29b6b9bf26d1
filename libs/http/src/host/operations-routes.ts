import type { FastifyInstance } from 'fastify';
import type { operations } from './operations-server.js';

/** `/livez`, `/readyz`, `/metrics` beside an app's own routes: the edge lets none of them through. */
export function operationsRoutes(instance: FastifyInstance, routes: ReturnType<typeof operations>): void {
  for (const [path, read] of Object.entries(routes)) {
    instance.get(path, { config: { free: true } }, async (_request, reply) => {
      const { status, type, body } = await read();
      return reply.code(status).header('content-type', type).send(body);
    });
  }
}
