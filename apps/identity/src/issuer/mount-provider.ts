import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';

/**
 * Hands every path that Nest has no route for to the provider's own Node callback. It reads the request body itself,
 * so in this scope no parser may touch the stream.
 */
export async function mountProvider(server: FastifyInstance, provider: Provider): Promise<void> {
  const answer = provider.callback();
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    scope.all('/*', (request, reply) => {
      reply.hijack();
      void answer(request.raw, reply.raw);
    });
    done();
  });
}
