import { Agent, createServer, request as send } from 'node:http';

/**
 * The edge as it was: a connection to the app is taken with the first byte of a request, bodies stream through unread
 * and as slowly as they come, nothing is bounded or cut, and stops wait in the same line as everything else.
 */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const app = new URL(process.env.CONSENT_URL!);

createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
  const path = request.url!.replace(/^\/api\/[a-z]+/, '');
  const { host: _own, expect: _met, ...headers } = request.headers;
  const outgoing = send({ agent, hostname: app.hostname, port: app.port, method: request.method, path, headers });
  outgoing.once('response', (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  request.pipe(outgoing);
}).listen(Number(process.env.PORT), '127.0.0.1');

createServer((_request, response) => {
  response.end(`process_resident_memory_bytes{app="edge"} ${process.memoryUsage.rss()}\n`);
}).listen(Number(process.env.ADMIN_PORT), '127.0.0.1');
