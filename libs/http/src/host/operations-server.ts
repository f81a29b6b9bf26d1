import { createServer, type RequestListener, type Server } from 'node:http';
import type { HttpMetrics, Log } from '#libs/telemetry';
import { answerOneByOne } from './one-by-one.js';
import type { Readiness } from './readiness.js';

export interface Reading {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** What an app tells its operator, by path: life, readiness, numbers. */
export function operations(
  readiness: Readiness,
  metrics: HttpMetrics,
): Readonly<Record<string, () => Promise<Reading>>> {
  return {
    '/livez': () => Promise.resolve({ status: 200, type: JSON_TYPE, body: '{"status":"alive"}' }),
    '/readyz': async () => {
      const { ready, checks, reasons } = await readiness.report();
      const body = JSON.stringify({ status: ready ? 'ready' : 'not ready', checks, ...(reasons ? { reasons } : {}) });
      return { status: ready ? 200 : 503, type: JSON_TYPE, body };
    },
    '/metrics': async () => ({
      status: 200,
      type: metrics.registry.contentType,
      body: await metrics.registry.metrics(),
    }),
  };
}

/** The same on a port of its own, for the app whose other port is the public's. */
export async function serveOperations(
  routes: ReturnType<typeof operations>,
  { host, port }: { readonly host: string; readonly port: number },
  log: Log,
): Promise<Server> {
  const answer: RequestListener = (request, response) => {
    const route = request.method === 'GET' ? routes[(request.url ?? '').split('?', 1)[0]!] : undefined;
    if (route === undefined) {
      response.writeHead(404).end();
      return;
    }
    route().then(
      ({ status, type, body }) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
      (error: unknown) => {
        log.error({ err: error }, 'a reading for the operator failed');
        response.writeHead(500).end();
      },
    );
  };
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 });
  answerOneByOne(server, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(void server.off('error', reject)));
  });
  return server;
}
