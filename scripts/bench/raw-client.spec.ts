import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hammer, requestBytes, type Hammering } from './raw-client.js';

describe('the load generator', () => {
  const seen: string[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
      const [status, body] = request.url === '/refused' ? [403, 'no'] : [200, 'a permit'];
      const send = (): void => void response.end(body.slice(1));
      response.writeHead(status, { 'content-length': body.length });
      // In two parts, as long answers come.
      response.write(body.slice(0, 1), send);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  const load = (paths: readonly string[], how: Partial<Hammering>) => {
    seen.length = 0;
    const requests = paths.map((path) => requestBytes({ path, token: 'own' }));
    return hammer({ port: (server.address() as AddressInfo).port, requests, connections: 3, seconds: 20, ...how });
  };

  it('sends each request once, by several callers, and times every answer', async () => {
    const paths = Array.from({ length: 20 }, (_, at) => `/${at}`);
    const { answered, failed, durations } = await load(paths, { once: true });
    expect([answered, failed, durations.length]).toEqual([20, 0, 20]);
    expect(new Set(seen)).toEqual(new Set(paths.map((path) => `GET ${path} Bearer own`)));
  });

  it('begins anew until the time is over', async () => {
    const { answered, tookMs } = await load(['/again'], { seconds: 1, connections: 1 });
    expect(answered).toBeGreaterThan(1);
    expect(tookMs).toBeGreaterThanOrEqual(1_000);
  });

  it('counts as failed what is refused, and what does not say what was expected', async () => {
    const once = { once: true, connections: 1 };
    expect(await load(['/', '/refused', '/'], once)).toMatchObject({ answered: 3, failed: 1 });
    expect(await load(['/', '/refused'], { ...once, expects: Buffer.from('permit') })).toMatchObject({ failed: 1 });
    expect(await load(['/', '/refused'], { ...once, expects: Buffer.from('deny') })).toMatchObject({ failed: 2 });
  });

  it('sends what is posted with its length in bytes', () =>
    expect(requestBytes({ path: '/', body: '"é"' }).toString()).toMatch(
      /^POST \/ HTTP\/1.1\r\n[^]*Content-Length: 4\r\n\r\n"é"$/,
    ));
});
