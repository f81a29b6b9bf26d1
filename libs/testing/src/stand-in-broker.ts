import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that remembers what it is asked and answers as the spec says. */
export interface StandInBroker {
  readonly url: string;
  readonly asked: Asked[];
  stop(): Promise<void>;
}

export async function startStandInBroker(
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<StandInBroker> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const question = { method, url, headers, body: Buffer.concat(parts).toString() };
      asked.push(question);
      answer(question, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A problem document, as every app of the broker answers with. */
export function sendProblem(response: ServerResponse, status: number, code: string, more: object = {}): void {
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: `urn:consent-broker:problem:${code}`, title: 'A problem', status, ...more }));
}
