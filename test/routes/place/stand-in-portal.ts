import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInPortal {
  readonly url: string;
  stop(): void;
}

/** What stands behind the edge where no app does: it tells an operator what an app would, and has no page. */
export async function startStandInPortal(): Promise<StandInPortal> {
  const told: Readonly<Record<string, string>> = {
    '/livez': '"alive"',
    '/readyz': '"ready"',
    '/metrics': 'process_cpu',
  };
  const server = createServer((request, response) => {
    const text = told[new URL(request.url ?? '/', 'http://portal').pathname];
    response.writeHead(text ? 200 : 404, { 'content-type': 'text/html' }).end(text ?? '<h1>Page not found</h1>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
