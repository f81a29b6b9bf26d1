import { bootstrapApp, type RunningApp } from '#libs/http';
import type { EdgeConfig } from '../config.js';
import { EdgeModule } from '../edge.module.js';

/** The fault: one port for the public and the operator, and no word that a browser should keep to TLS. */
export function serveOpenEdge(config: EdgeConfig): Promise<RunningApp> {
  return bootstrapApp(EdgeModule.with(config), {
    name: 'edge',
    title: 'Edge',
    description: 'A seeded fault.',
    config,
    usualSlots: Infinity,
    serverOptions: { trustProxy: true },
    plugins: [
      Object.assign(
        async (server: import('fastify').FastifyInstance) => {
          server.addHook('onSend', async (_request, reply) => void reply.removeHeader('strict-transport-security'));
        },
        { [Symbol.for('skip-override')]: true },
      ),
    ],
  });
}
